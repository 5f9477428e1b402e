/*
 * layout_merge: one tree of what two files say. Every value keeps its place in its own file.
 */
#include "layout_internal.h"

static bool has(const Value *object, Str key) {
    for (size_t i = 0; i < object->count; i++)
        if (str_eq(object->members[i].key, key))
            return true;
    return false;
}

static const Value *member(const Value *object, Str key) {
    for (size_t i = 0; i < object->count; i++)
        if (str_eq(object->members[i].key, key))
            return object->members[i].value;
    return NULL;
}

const Value *value_merge(Arena *a, const Value *base, const Value *over, unsigned depth) {
    if (!base || depth == 0 || base->kind != VALUE_OBJECT || over->kind != VALUE_OBJECT)
        return over;
    Member *members = arena_array(a, base->count + over->count, sizeof *members);
    size_t n = 0;
    for (size_t i = 0; i < base->count; i++) {
        const Value *mine = member(over, base->members[i].key);
        members[n] = base->members[i];
        if (mine)
            members[n].value = value_merge(a, base->members[i].value, mine, depth - 1);
        n++;
    }
    for (size_t i = 0; i < over->count; i++)
        if (!has(base, over->members[i].key))
            members[n++] = over->members[i];
    Value *merged = arena_alloc(a, sizeof *merged);
    *merged = (Value){.kind = VALUE_OBJECT, .loc = over->loc, .members = members, .count = n};
    return merged;
}
