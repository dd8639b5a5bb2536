/* Files of the C library for runtime/rlib/rfile.py; errno is saved after each call. */
#include "runtime/file.h"
#include "runtime/os.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static void *saved(FILE *file) {
  tw_save_errno(0);
  return file;
}

/* A directory opens for reading, but nothing can be read. */
static FILE *no_directory(FILE *file) {
  struct stat found;
  if (!file || fstat(fileno(file), &found) != 0 || !S_ISDIR(found.st_mode)) return file;
  fclose(file);
  errno = EISDIR;
  return 0;
}

void *tw_file_open(const char *path, const char *mode) {
  return saved(no_directory(fopen(path, mode)));
}
void *tw_file_fdopen(Signed fd, const char *mode) { return saved(fdopen((int)fd, mode)); }
void *tw_file_popen(const char *command, const char *mode) {
  fflush(0);
  return saved(popen(command, mode));
}
void *tw_file_temporary(void) { return saved(tmpfile()); }
void *tw_file_standard(Signed fd) { return fd == 0 ? stdin : fd == 1 ? stdout : stderr; }

Signed tw_file_close(void *file, Signed is_pipe) {
  return tw_save_errno(is_pipe ? pclose(file) : fclose(file));
}

void tw_file_buffer(void *file, Signed size) {
  if (size == 0)
    setvbuf(file, 0, _IONBF, 0);
  else if (size == 1)
    setvbuf(file, 0, _IOLBF, BUFSIZ);
  else
    setvbuf(file, 0, _IOFBF, (size_t)size);
}

/* The next character; with `universal`, '\n' for each kind of line end. */
static int next_character(FILE *file, Signed universal) {
  int c = getc_unlocked(file);
  if (c != '\r' || !universal) return c;
  c = getc_unlocked(file);
  if (c != '\n' && c != EOF) ungetc(c, file);
  return '\n';
}

static Signed finish(FILE *file, Signed count) {
  tw_save_errno(0);
  if (!ferror(file)) {
    clearerr(file); /* more may follow, on a terminal */
    return count;
  }
  clearerr(file);
  return count > 0 ? count : -1;
}

Signed tw_file_read(void *file, char *buffer, Signed size, Signed universal) {
  if (!universal) return finish(file, (Signed)fread(buffer, 1, (size_t)size, file));
  Signed count = 0;
  for (int c; count < size && (c = next_character(file, 1)) != EOF;) buffer[count++] = (char)c;
  return finish(file, count);
}

Signed tw_file_readline(void *file, char *buffer, Signed size, Signed universal) {
  Signed count = 0;
  for (int c; count < size && (c = next_character(file, universal)) != EOF;) {
    buffer[count++] = (char)c;
    if (c == '\n') break;
  }
  return finish(file, count);
}

Signed tw_file_write(void *file, const char *text, Signed size) {
  const Signed written = (Signed)fwrite(text, 1, (size_t)size, file);
  tw_save_errno(0);
  if (written == size) return 0;
  clearerr(file);
  return -1;
}

Signed tw_file_flush(void *file) { return tw_save_errno(fflush(file)); }
Signed tw_file_seek(void *file, Signed offset, Signed whence) {
  return tw_save_errno(fseeko(file, offset, (int)whence));
}
Signed tw_file_tell(void *file) { return tw_save_errno(ftello(file)); }
Signed tw_file_fileno(void *file) { return fileno((FILE *)file); }

Signed tw_file_truncate(void *file, Signed size) {
  const Signed position = ftello(file);
  if (position < 0 || fflush(file) != 0 || ftruncate(fileno((FILE *)file), size) != 0)
    return tw_save_errno(-1);
  return tw_save_errno(fseeko(file, position, SEEK_SET));
}
