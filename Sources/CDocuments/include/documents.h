// What the program carries: its documentation, and the descriptors of its methods of gRPC.
#ifndef MINTMARK_DOCUMENTS_H
#define MINTMARK_DOCUMENTS_H

#include <stddef.h>

struct mintmark_document {
    // Where it is served, such as /llms.txt.
    const char *path;
    const unsigned char *bytes;
    size_t count;
};

// The documents in the order of their paths, by number from 0; NULL behind the last one.
const struct mintmark_document *mintmark_document_at(size_t number);

// A google.protobuf.FileDescriptorSet.
extern const unsigned char *const mintmark_descriptors;
extern const size_t mintmark_descriptors_count;

#endif
