// Requests to a plugin's own process. Whatever goes wrong there becomes a fault of the plugin here:
// a late answer, none, or one that makes no sense.
#include "remote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "sides.h"

#define LOG_SLACK 4096               // a line that ended the call is logged in part
#define FUEL_MAX ((int64_t)1 << 56)  // of one call: sums of many stay far from overflow

// --- the end of trust -------------------------------------------------------------------------

static int lose(sg_plugin *plugin, sg_loss loss, const char *call, const char *what,
                sg_fault *fault) {
    sg_remote *remote = plugin->remote;
    if (remote->loss == SG_LIVES) remote->loss = loss;
    sg_channel_close(&remote->channel);
    plugin->last_fuel = 0;
    memset(fault, 0, sizeof *fault);
    fault->kind = loss == SG_TIMED_OUT ? SG_FAULT_WALL : SG_FAULT_PROCESS;
    fault->fuel_budget = plugin->budget.fuel_call;
    snprintf(fault->call, sizeof fault->call, "%s", call);
    switch (loss) {
        case SG_TIMED_OUT:
            snprintf(fault->message, sizeof fault->message,
                     "did not answer within %lld ms, so its process was killed",
                     (long long)remote->milliseconds);
            break;
        case SG_UNTRUSTWORTHY:
            snprintf(fault->message, sizeof fault->message,
                     "its process answered what no plugin's process answers (%s), so it was killed",
                     what);
            break;
        default: snprintf(fault->message, sizeof fault->message, "its process ended");
    }
    return SG_FAULT;
}

int sg_remote_distrust(sg_plugin *plugin, const char *call, const char *what, sg_fault *fault) {
    return lose(plugin, SG_UNTRUSTWORTHY, call, what, fault);
}

static int lose_channel(sg_plugin *plugin, sg_wire_end end, const char *call, sg_fault *fault) {
    sg_loss loss = end == SG_WIRE_TIMEOUT  ? SG_TIMED_OUT
                   : end == SG_WIRE_CLOSED ? SG_ENDED
                                           : SG_UNTRUSTWORTHY;
    return lose(plugin, loss, call, "a frame that is too long", fault);
}

// --- one request ------------------------------------------------------------------------------

sg_channel *sg_remote_begin(sg_plugin *plugin, sg_wire_kind kind) {
    sg_frame_begin(&plugin->remote->channel, kind);
    return &plugin->remote->channel;
}

// Answers seen.view. What the game failed with stays here: the process is only told to stop.
static sg_wire_end answer_view(sg_plugin *plugin, sg_session *session) {
    sg_channel *channel = &plugin->remote->channel;
    int status = sg_observe_for(session);
    sg_frame_begin(channel, SG_WIRE_VIEW_REPLY);
    sg_put_u32(channel, (uint32_t)status);
    size_t count = status == SG_OK ? session->scratch.count : 0;
    sg_put_bytes(channel, session->scratch.bytes, count);
    return sg_channel_send(channel, sg_now_nanoseconds() + plugin->remote->milliseconds * 1000000);
}

// Head of every reply: status, fuel, heap, what was logged.
static int take_reply(
    sg_plugin *plugin, const char *call, sg_reader *reply, sg_fault *fault) {
    uint32_t status = sg_take_u32(reply);
    int64_t fuel = sg_take_i64(reply);
    int64_t bytes = sg_take_i64(reply), peak = sg_take_i64(reply);
    sg_bytes log = sg_take_bytes(reply);
    bool sound = !reply->bad && status <= SG_FAULT && fuel >= 0 && bytes >= 0 && peak >= 0 &&
                 (int64_t)log.count <= plugin->budget.log_bytes + LOG_SLACK;
    if (!sound) return sg_remote_distrust(plugin, call, "a reply without a head", fault);
    if (status == SG_OK && fuel > FUEL_MAX) {
        return sg_remote_distrust(plugin, call, "more fuel than a call can use", fault);
    }
    plugin->last_fuel = fuel < FUEL_MAX ? fuel : FUEL_MAX;
    plugin->meter.bytes = bytes;
    plugin->meter.bytes_peak = peak;
    sg_buffer_append(&plugin->log, log.bytes, log.count);
    if (status == SG_OK) return SG_OK;
    sg_take_fault(reply, fault);
    if (!sg_reader_is_done(reply)) {
        return sg_remote_distrust(plugin, call, "a fault that is not one", fault);
    }
    return SG_FAULT;
}

int sg_remote_request(
    sg_plugin *plugin, sg_session *session, const char *call, sg_reader *reply, sg_fault *fault) {
    sg_remote *remote = plugin->remote;
    if (remote->loss != SG_LIVES) return lose(plugin, SG_ENDED, call, "", fault);
    int64_t deadline = sg_now_nanoseconds() + remote->milliseconds * 1000000;
    sg_wire_end end = sg_channel_send(&remote->channel, deadline);
    bool polls = false;
    for (int views = 0; end == SG_WIRE_OPEN;) {
        uint32_t kind;
        end = sg_channel_receive(&remote->channel, &kind, reply, deadline, polls);
        if (end != SG_WIRE_OPEN) break;
        if (kind == SG_WIRE_REPLY) return take_reply(plugin, call, reply, fault);
        bool may_ask = session != NULL && session->game_observes && views++ < SG_VIEWS_MAX;
        if (kind != SG_WIRE_VIEW || !may_ask) {
            return sg_remote_distrust(plugin, call, "a question out of turn", fault);
        }
        int64_t asked = sg_now_nanoseconds();
        end = answer_view(plugin, session);
        deadline += sg_now_nanoseconds() - asked;   // the game's time is not the strategy's
        polls = true;
    }
    return lose_channel(plugin, end, call, fault);
}

// --- creation ---------------------------------------------------------------------------------

static bool hello(sg_plugin *plugin, sg_fault *fault) {
    sg_remote *remote = plugin->remote;
    uint32_t kind;
    sg_reader reader;
    int64_t deadline = sg_now_nanoseconds() + (int64_t)SG_START_MILLISECONDS * 1000000;
    sg_wire_end end = sg_channel_receive(&remote->channel, &kind, &reader, deadline, true);
    if (end != SG_WIRE_OPEN) {
        lose_channel(plugin, end, "start of its process", fault);
        return false;
    }
    uint32_t version = sg_take_u32(&reader), carry = sg_take_u32(&reader);
    remote->guards = sg_take_u32(&reader) & SG_GUARD_ALL;
    if (kind == SG_WIRE_HELLO && sg_reader_is_done(&reader) && version == SG_WIRE_VERSION &&
        carry == sizeof(sg_carry)) {
        return true;
    }
    sg_remote_distrust(
        plugin, "start of its process", "stratagem-plugin is from another build: build both again",
        fault);
    return false;
}

static bool create(sg_plugin *plugin, sg_fault *fault) {
    sg_channel *channel = sg_remote_begin(plugin, SG_WIRE_CREATE);
    const sg_budget *budget = &plugin->budget;
    sg_put_i64(channel, budget->fuel_load);
    sg_put_i64(channel, budget->fuel_call);
    sg_put_i64(channel, budget->memory_bytes);
    sg_put_i64(channel, budget->log_bytes);
    sg_put_i64(channel, budget->host_calls);
    sg_put_i64(channel, budget->wall_milliseconds);
    sg_put_i64(channel, budget->fuel_allowed);
    sg_put_i64(channel, budget->memory_allowed);
    sg_reader reply;
    return sg_remote_request(plugin, NULL, "load", &reply, fault) == SG_OK;
}

void sg_plugin_set_patience(sg_plugin *plugin, int64_t milliseconds) {
    sg_remote *remote = plugin->remote;
    if (remote == NULL) return;
    remote->milliseconds = milliseconds;
    struct timeval most = {milliseconds / 1000, milliseconds % 1000 * 1000};
    setsockopt(remote->channel.descriptor, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
}

sg_plugin *sg_plugin_connect(
    const sg_budget *budget, int descriptor, int64_t milliseconds, sg_fault *fault) {
    memset(fault, 0, sizeof *fault);
    sg_channel channel = {.descriptor = descriptor};
    sg_plugin *plugin = calloc(1, sizeof(sg_plugin));
    sg_remote *remote = calloc(1, sizeof(sg_remote));
    if (plugin == NULL || remote == NULL) {
        sg_channel_close(&channel);
        free(plugin);
        free(remote);
        return NULL;
    }
    plugin->budget = *budget;
    plugin->remote = remote;
    remote->channel = channel;
    sg_plugin_set_patience(plugin, milliseconds);
    if (hello(plugin, fault) && create(plugin, fault)) return plugin;
    sg_plugin_destroy(plugin);
    return NULL;
}

void sg_remote_free(sg_plugin *plugin) {
    sg_channel_close(&plugin->remote->channel);
    free(plugin->remote);
}

sg_loss sg_plugin_loss(const sg_plugin *plugin) {
    return plugin->remote == NULL ? SG_LIVES : plugin->remote->loss;
}

uint32_t sg_plugin_guards(const sg_plugin *plugin) {
    return plugin->remote == NULL ? 0 : plugin->remote->guards;
}

// --- the plugin functions ---------------------------------------------------------------------

// Copies what was answered to plugin->out and lends it.
static int lend(sg_plugin *plugin, sg_reader *reply, const char *call, bool is_data,
                bool functions, sg_bytes *out, sg_fault *fault) {
    sg_bytes bytes = sg_take_bytes(reply);
    bool sound = sg_reader_is_done(reply) &&
                 (!is_data || sg_data_is_sound(bytes.bytes, bytes.count, functions));
    if (!sound) return sg_remote_distrust(plugin, call, "data that is not plain data", fault);
    plugin->out.count = 0;
    sg_buffer_append(&plugin->out, bytes.bytes, bytes.count);
    *out = (sg_bytes){plugin->out.bytes, plugin->out.count};
    return SG_OK;
}

static void put_text(sg_channel *channel, const char *text) {
    sg_put_bytes(channel, text, strlen(text));
}

int sg_remote_load(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, sg_fault *fault) {
    sg_channel *channel = sg_remote_begin(plugin, SG_WIRE_LOAD);
    put_text(channel, chunk_name);
    sg_put_bytes(channel, text, length);
    sg_reader reply;
    return sg_remote_request(plugin, NULL, "load", &reply, fault);
}

int sg_remote_manifest(sg_plugin *plugin, sg_bytes *out, sg_fault *fault) {
    sg_remote_begin(plugin, SG_WIRE_MANIFEST);
    sg_reader reply;
    if (sg_remote_request(plugin, NULL, "load", &reply, fault) != SG_OK) return SG_FAULT;
    return lend(plugin, &reply, "load", true, true, out, fault);
}

static int send_bytes(sg_plugin *plugin, sg_wire_kind kind, const void *bytes, size_t count,
                      const char *call, sg_reader *reply, sg_fault *fault) {
    sg_put_bytes(sg_remote_begin(plugin, kind), bytes, count);
    return sg_remote_request(plugin, NULL, call, reply, fault);
}

int sg_remote_start(sg_plugin *plugin, const uint8_t *ctx, size_t count, sg_fault *fault) {
    sg_reader reply;
    return send_bytes(plugin, SG_WIRE_START, ctx, count, "start", &reply, fault);
}

int sg_remote_migrate(sg_plugin *plugin, const char *from_version, sg_fault *fault) {
    sg_reader reply;
    return send_bytes(plugin, SG_WIRE_MIGRATE, from_version, strlen(from_version), "migrate",
                      &reply, fault);
}

int sg_remote_save(sg_plugin *plugin, const char *name, sg_bytes *out, sg_fault *fault) {
    sg_reader reply;
    if (send_bytes(plugin, SG_WIRE_SAVE, name, strlen(name), "save", &reply, fault) != SG_OK) {
        return SG_FAULT;
    }
    return lend(plugin, &reply, "save", true, false, out, fault);
}

int sg_remote_restore(sg_plugin *plugin, const uint8_t *bytes, size_t count, sg_fault *fault) {
    sg_reader reply;
    return send_bytes(plugin, SG_WIRE_RESTORE, bytes, count, "restore", &reply, fault);
}

int sg_remote_injected(
    sg_plugin *plugin, const char *text, size_t length, sg_bytes *out, sg_fault *fault) {
    sg_reader reply;
    int status =
        send_bytes(plugin, SG_WIRE_INJECTED, text, length, "inject", &reply, fault);
    return status == SG_OK ? lend(plugin, &reply, "inject", false, false, out, fault) : status;
}

// What a lost process used is not known any more.
bool sg_remote_usage(sg_plugin *plugin, int32_t index, sg_usage *out) {
    sg_fault fault;
    sg_reader reply;
    if (plugin->remote->loss != SG_LIVES) return false;
    sg_put_u32(sg_remote_begin(plugin, SG_WIRE_USAGE), (uint32_t)index);
    if (sg_remote_request(plugin, NULL, "usage", &reply, &fault) != SG_OK) return false;
    if (sg_take_u32(&reply) == 0) return false;
    sg_take_usage(&reply, out);
    return sg_reader_is_done(&reply);
}

void sg_remote_forget_usage(sg_plugin *plugin) {
    sg_fault fault;
    sg_reader reply;
    if (plugin->remote->loss != SG_LIVES) return;
    sg_remote_begin(plugin, SG_WIRE_FORGET);
    sg_remote_request(plugin, NULL, "usage", &reply, &fault);
}

int sg_remote_evaluate(
    sg_plugin *plugin, const char *text, size_t length, const char *chunk_name, int64_t fuel,
    sg_bytes *out, sg_fault *fault) {
    sg_channel *channel = sg_remote_begin(plugin, SG_WIRE_EVALUATE);
    sg_put_i64(channel, fuel);
    put_text(channel, chunk_name);
    sg_put_bytes(channel, text, length);
    sg_reader reply;
    if (sg_remote_request(plugin, NULL, "evaluate", &reply, fault) != SG_OK) return SG_FAULT;
    return lend(plugin, &reply, "evaluate", false, false, out, fault);
}
