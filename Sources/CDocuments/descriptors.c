#include "documents.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes[] = {
#embed "descriptors.binpb"
};

const unsigned char *const mintmark_descriptors = bytes;
const size_t mintmark_descriptors_count = sizeof bytes;
