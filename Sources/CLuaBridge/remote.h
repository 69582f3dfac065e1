// A plugin that lives in a process of its own, as the other end sees it.
//
// In the host it stands for the plugin: L is NULL, and each request goes over the channel. In the
// child it stands for the plugin that the host keeps: only seen.view is asked of it.
#ifndef STRATAGEM_REMOTE_H
#define STRATAGEM_REMOTE_H

#include "session.h"
#include "wire.h"

#define SG_START_MILLISECONDS 5000   // until a new process says hello, on a machine with much to do
#define SG_VIEWS_MAX 16              // that one call may ask for; a second one is rare

typedef struct sg_remote {
    sg_channel channel;
    sg_loss loss;
    int64_t milliseconds;            // that a request may take
    uint32_t guards;
    bool is_host;                    // the other end is the host: this is the child
    // Told to the process with the session.
    int32_t role;
    uint64_t seed, episode;
    // What it has, and where its functions begin, for broken contracts.
    bool has_after, has_actions;
    int32_t act_line, actions_line;
    int64_t fresh_round;             // the round whose stream was not begun there yet, or 0
} sg_remote;

// Sends the request that was begun in the channel and reads its reply: SG_OK with the reader at
// what was answered, or SG_FAULT. The session answers what is asked in between; NULL outside
// rounds.
int sg_remote_request(
    sg_plugin *plugin, sg_session *session, const char *call, sg_reader *reply, sg_fault *fault);

// The answer was not sound: the process is not trusted any more. Returns SG_FAULT.
int sg_remote_distrust(sg_plugin *plugin, const char *call, const char *what, sg_fault *fault);

// Begins a frame of this kind to the plugin's process.
sg_channel *sg_remote_begin(sg_plugin *plugin, sg_wire_kind kind);

// Tells the plugin's process about the session; fills has_after and the rest.
int sg_remote_open(
    sg_plugin *plugin, const sg_session_setup *setup, bool game_observes, sg_fault *fault);

// The plugin functions of CLuaBridge.h.
int sg_remote_load(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, sg_fault *fault);
int sg_remote_manifest(sg_plugin *plugin, sg_bytes *out, sg_fault *fault);
int sg_remote_start(sg_plugin *plugin, const uint8_t *ctx, size_t count, sg_fault *fault);
int sg_remote_migrate(sg_plugin *plugin, const char *from_version, sg_fault *fault);
int sg_remote_save(sg_plugin *plugin, const char *name, sg_bytes *out, sg_fault *fault);
int sg_remote_restore(sg_plugin *plugin, const uint8_t *bytes, size_t count, sg_fault *fault);
int sg_remote_injected(
    sg_plugin *plugin, const char *text, size_t length, sg_bytes *out, sg_fault *fault);
int sg_remote_evaluate(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, int64_t fuel,
    sg_bytes *out, sg_fault *fault);
bool sg_remote_usage(sg_plugin *plugin, int32_t index, sg_usage *out);
void sg_remote_forget_usage(sg_plugin *plugin);
void sg_remote_free(sg_plugin *plugin);

// serve.c, in the child: asks the host for seen.view, into session->scratch.
int sg_host_view(sg_session *session, sg_fault *fault);

#endif
