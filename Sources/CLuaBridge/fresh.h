// Whether a plugin is, but for its data, as it was when its text had been loaded.
//
// A session rebuilds its plugins at fixed rounds from memory and state alone, so that what a
// plugin hides elsewhere (in a local of its file, a global, a table that it returned) can not live
// on. A session that was killed may begin between two such rounds only where rebuilding would
// change nothing: where nothing is hidden, and memory and state come back exactly as they are. That
// is what is told here.
//
// When the text has been loaded every table and function that the plugin can reach is written down,
// with a hash over their contents. Later the same objects are hashed again: they are kept alive, so
// an address is never another object's. Equal hashes mean that nothing reachable was changed.
//
// Of the data is asked what its byte form (convert.h) does not keep: no table may be there twice,
// or belong to what was written down or to what the host lends, and none may have holes, whose
// length depends on its history.
#ifndef STRATAGEM_FRESH_H
#define STRATAGEM_FRESH_H

#include "plugin.h"

#define SG_FRESH_OBJECTS_MAX 8192    // tables and functions that are looked at; more: not told
#define SG_FRESH_DATA_TABLES_MAX 256 // tables of memory or state; more: not told

// Writes down how it is now. Nothing of it may have run since it was loaded.
void sg_fresh_note(sg_plugin *plugin);

// Whether it is still so. False when that was not written down, or can not be told.
bool sg_fresh_holds(sg_plugin *plugin);

void sg_fresh_free(sg_plugin *plugin);

#endif
