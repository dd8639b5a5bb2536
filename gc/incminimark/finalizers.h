// What happens when an object dies.
//
// Light destructors (TW_TYPE_LIGHT_FINALIZER) touch neither the heap nor
// pointers to objects: they are called at once, by the collection that finds
// the object dead.
//
// Others, and the queues of rgc.FinalizerQueue, get the object itself. It is
// kept alive, with all that it reaches, and its turn comes at the next safe
// point. Among dead objects those come first that no other dead one reaches; in
// a cycle the one that was registered first. The others wait for a later
// collection. Such an object is never finalized twice.
#pragma once

#include "gc/incminimark/buffer.h"
#include "gc/incminimark/weakrefs.h"

namespace tw::gc {

// Identifies a FinalizerQueue: its function finalizer_trigger.
using QueueTag = void*;

class Finalizers {
public:
  // A new object of a type with TW_TYPE_FINALIZER.
  void registerObject(void* object);
  void registerQueued(QueueTag queue, void* object);

  // ---- Minor collections
  // move(object) keeps a young object alive and gives its new address.
  template <typename Move> void dragOut(Move move);
  // Calls the destructors of the dead. now(object): its address, null if dead.
  template <typename Now> void endMinor(Now now);

  // ---- Marking is over; weakrefs to unmarked objects are cleared already.
  void endMarking();

  // visit(void** slot) for the objects whose turn it is.
  template <typename Visit> void forEachPending(Visit visit) {
    for (Entry& entry : pending_) visit(&entry.object);
    for (Queue& queue : queues_) {
      for (u64 i = queue.first; i < queue.dead.size(); i++) visit(&queue.dead[i]);
    }
  }
  // The running one's entry has left the list.
  bool hasPending() const { return !pending_.empty() && !running_; }
  // Calls finalizers and triggers. They may allocate and collect.
  void run();
  // The next dead object of the queue; null if there is none.
  void* nextDead(QueueTag queue);

private:
  struct Entry {
    void* object;
    QueueTag queue; // null: the type's own finalizer
  };
  struct Queue {
    QueueTag tag;
    Buffer<void*> dead;
    u64 first; // not yet fetched
  };
  static void destroy(void* object);
  Queue& queueOf(QueueTag tag);
  void findCandidates();
  void chooseCandidates();
  void keep(Entry entry);

  Buffer<void*> youngLight_, oldLight_;
  Buffer<Entry> young_, old_;
  Buffer<Entry> moving_;     // while a minor collection works at them
  Buffer<Entry> candidates_; // while marking ends
  Buffer<Entry> pending_;    // to be run
  Buffer<Queue> queues_;
  bool running_ = false;
};

extern Finalizers finalizers;

bool ignoresFinalizer(void* object);

template <typename Move> void Finalizers::dragOut(Move move) {
  Buffer<Entry>& entries = moving_;
  entries.clear();
  entries.swap(young_);
  for (Entry& entry : entries) {
    if (!ignoresFinalizer(entry.object)) keep({move(entry.object), entry.queue});
  }
}

template <typename Now> void Finalizers::endMinor(Now now) {
  u64 kept = 0;
  for (void* object : youngLight_) {
    void* moved = now(object);
    if (!moved)
      destroy(object);
    else if (isYoung(moved))
      youngLight_[kept++] = moved;
    else
      oldLight_.push(moved);
  }
  youngLight_.truncate(kept);
}

} // namespace tw::gc
