/* What the files of flow share among themselves. */
#ifndef LAKIP_FLOW_INTERNAL_H
#define LAKIP_FLOW_INTERNAL_H

#include "flow.h"

typedef struct FlowStream FlowBuild;
struct FlowStream {
    FlowSetting set;          /* its arena: of what boxes consist of */
    Arena *own;               /* of the lists here */
    Box *boxes;
    size_t count, cap;
    Len space_after;          /* wanted below the last box */
    bool keep_next;           /* the last block may not be parted from the next */
    bool lone_item;           /* the last box is an item of one line, behind another item */
    bool after_item;          /* the last block is a list item */
    bool after_text;          /* the last block is a paragraph that is no list item */
    uint16_t floats;          /* figures and tables so far that text may overtake */
    bool behind_float;        /* the last block is one of them; the text above it wants: */
    Len above_float;
    const Block **anchors;    /* waiting for the next box */
    size_t anchor_count, anchor_cap;
};

Box *flow_add(FlowBuild *b, BoxKind kind);
void flow_blocks(FlowBuild *b, const Block *blocks, size_t count);

/* Left edge of something `width` wide. */
Len flow_aligned(Len measure, Len width, Align align);
/* The scale, at most the setting's, at which something fits measure and page. */
uint32_t flow_fitting(const FlowSetting *set, Len width, Len height);

/* The items of a BLOCK_DRAWING: its texts set, its paths whole. */
void flow_drawing(const FlowSetting *set, const Block *block, Box *box);

#endif
