/* Files of the C library for rlib/rfile.py. A file is a FILE*, null on an error;
   functions with a number as their result give a negative one then. */
#ifndef TW_FILE_H
#define TW_FILE_H

#include "runtime/prelude.h"

#ifdef __cplusplus
extern "C" {
#endif

void *tw_file_open(const char *path, const char *mode); /* no directory */
void *tw_file_fdopen(Signed fd, const char *mode);
void *tw_file_popen(const char *command, const char *mode);
void *tw_file_temporary(void);
void *tw_file_standard(Signed fd); /* 0, 1 or 2 */

Signed tw_file_close(void *file, Signed is_pipe); /* of a pipe: the command's status */
void tw_file_buffer(void *file, Signed size);     /* 0: none, 1: a line, else bytes */

/* How many characters were read: fewer than `size` at the end of the file. With
   `universal` each kind of line end becomes '\n'. */
Signed tw_file_read(void *file, char *buffer, Signed size, Signed universal);
/* The same up to the end of a line. */
Signed tw_file_readline(void *file, char *buffer, Signed size, Signed universal);
Signed tw_file_write(void *file, const char *text, Signed size);
Signed tw_file_flush(void *file);
Signed tw_file_seek(void *file, Signed offset, Signed whence);
Signed tw_file_tell(void *file);
Signed tw_file_fileno(void *file);
Signed tw_file_truncate(void *file, Signed size); /* the position stays */

#ifdef __cplusplus
}
#endif
#endif
