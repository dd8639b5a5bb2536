// Destructors, finalizers and finalizer queues.
#include "gc/incminimark/finalizers.h"

#include "gc/incminimark/mark.h"
#include "gc/incminimark/object.h"
#include "gc/incminimark/pages.h"
#include "runtime/program.h"
#include "runtime/thread.h"

#include <stdio.h>

namespace tw::gc {

constinit Finalizers finalizers;

bool ignoresFinalizer(void* object) {
  const tw_gc* header = headerOf(object);
  // A copied object's flags are those of the copy.
  if (header->flags & TW_GC_FORWARDED) header = static_cast<tw_gc**>(object)[1];
  return (header->flags & TW_GC_IGNORE_FINALIZER) != 0;
}

void Finalizers::keep(Entry entry) { (isYoung(entry.object) ? young_ : old_).push(entry); }

void Finalizers::registerObject(void* object) {
  if (typeOf(object).flags & TW_TYPE_LIGHT_FINALIZER)
    (isYoung(object) ? youngLight_ : oldLight_).push(object);
  else
    keep({object, nullptr});
}

void Finalizers::registerQueued(QueueTag queue, void* object) {
  if (!pages.contains(object)) return; // prebuilt: it never dies
  queueOf(queue);                      // so that a collection need not allocate it
  keep({object, queue});
}

Finalizers::Queue& Finalizers::queueOf(QueueTag tag) {
  for (Queue& queue : queues_) {
    if (queue.tag == tag) return queue;
  }
  queues_.push({tag, {}, 0});
  return queues_.back();
}

// In the middle of a collection no other thread may run.
void Finalizers::destroy(void* object) {
  tw_gil_keep = true;
  typeOf(object).finalizer(object);
  tw_gil_keep = false;
}

// ---- The end of marking

void Finalizers::endMarking() {
  findCandidates();
  chooseCandidates();
  u64 kept = 0;
  for (void* object : oldLight_) {
    if (isMarked(object))
      oldLight_[kept++] = object;
    else
      destroy(object);
  }
  oldLight_.truncate(kept);
}

// Marks what each dead object reaches, but not the object itself: the candidates
// that are unmarked at the end are those that no other one reaches. While one is
// traced it counts as marked, so that a cycle back to it does not mark it.
void Finalizers::findCandidates() {
  u64 kept = 0;
  for (Entry entry : old_) {
    if (ignoresFinalizer(entry.object)) continue;
    if (isMarked(entry.object)) {
      old_[kept++] = entry;
      continue;
    }
    candidates_.push(entry);
    pages.marked.set(pages.offset(entry.object));
    marker.markReferents(entry.object);
    marker.drain();
    pages.marked.clear(pages.offset(entry.object));
  }
  old_.truncate(kept);
}

void Finalizers::chooseCandidates() {
  for (Entry entry : candidates_) {
    if (!pages.marked.add(pages.offset(entry.object)))
      old_.push(entry);
    else if (entry.queue)
      queueOf(entry.queue).dead.push(entry.object), pending_.push({nullptr, entry.queue});
    else
      pending_.push(entry);
  }
  candidates_.clear();
}

// ---- Safe points

namespace {

void report(void* object) {
  Signed typeLength, errorLength;
  const char* error = tw_class_name(tw_exc.type, &errorLength);
  const char* type = tw_class_name(TW_VTABLE(object), &typeLength);
  fflush(stdout);
  fprintf(stderr, "a finalizer of %.*s raised an exception %.*s ignoring it\n",
          static_cast<int>(typeLength), type, static_cast<int>(errorLength), error);
}

} // namespace

// One at a time; the exception that is on its way is not the finalizer's business.
void Finalizers::run() {
  if (!hasPending()) return;
  running_ = true;
  tw_exception saved = tw_exc;
  for (u64 i = 0; i < pending_.size(); i++) {
    Entry entry = pending_[i];
    pending_[i].object = nullptr;
    tw_exc = {};
    if (entry.object) {
      typeOf(entry.object).finalizer(entry.object);
      if (tw_exc.type) report(entry.object);
    } else if (entry.queue) {
      for (u64 later = i + 1; later < pending_.size(); later++) {
        if (pending_[later].queue == entry.queue) pending_[later] = {};
      }
      reinterpret_cast<void (*)()>(entry.queue)();
    }
  }
  pending_.clear();
  tw_exc = saved;
  running_ = false;
}

void* Finalizers::nextDead(QueueTag tag) {
  Queue& queue = queueOf(tag);
  if (queue.first == queue.dead.size()) {
    queue.dead.clear();
    queue.first = 0;
    return nullptr;
  }
  return queue.dead[queue.first++];
}

} // namespace tw::gc
