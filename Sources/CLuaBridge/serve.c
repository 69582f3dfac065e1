// The child's side of the channel: one sandbox, run by the same code as in the host, and half a
// session around it. Ends when the host closes the socket.
//
// By the time a plugin's text arrives the process is locked down: nothing here opens, starts or
// waits for anything but the socket.
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fault.h"
#include "probe.h"
#include "sides.h"

typedef struct {
    sg_channel channel;
    sg_plugin *plugin;               // the sandbox
    sg_plugin *other;                // stands for the plugin that the host keeps
    sg_session *session;             // with one side here
    sg_fault fault;
} server;

// The host is gone or talks nonsense: there is nobody to tell.
static _Noreturn void leave(void) { _exit(0); }

static void receive(server *child, uint32_t *kind, sg_reader *request) {
    if (sg_channel_receive(&child->channel, kind, request, 0, false) != SG_WIRE_OPEN) leave();
}

static void send_frame(server *child) {
    if (sg_channel_send(&child->channel, 0) != SG_WIRE_OPEN) leave();
}

// Head of a reply; what was asked for follows.
static sg_channel *reply(server *child, int status) {
    sg_channel *channel = &child->channel;
    sg_plugin *plugin = child->plugin;
    sg_frame_begin(channel, SG_WIRE_REPLY);
    sg_put_u32(channel, (uint32_t)status);
    sg_put_i64(channel, plugin == NULL ? 0 : plugin->last_fuel);
    sg_put_i64(channel, plugin == NULL ? 0 : sg_plugin_memory(plugin));
    sg_put_i64(channel, plugin == NULL ? 0 : sg_plugin_memory_peak(plugin));
    sg_bytes log = {NULL, 0};
    if (plugin != NULL) log = sg_plugin_take_log(plugin);
    sg_put_bytes(channel, log.bytes, log.count);
    if (status != SG_OK) sg_put_fault(channel, &child->fault);
    return channel;
}

static void reply_bytes(server *child, int status, sg_bytes bytes) {
    sg_channel *channel = reply(child, status);
    if (status == SG_OK) sg_put_bytes(channel, bytes.bytes, bytes.count);
}

// --- the sandbox ------------------------------------------------------------------------------

static void forget(server *child) {
    sg_session_destroy(child->session);
    sg_plugin_destroy(child->plugin);
    sg_plugin_destroy(child->other);
    child->session = NULL;
    child->plugin = child->other = NULL;
}

static void create(server *child, sg_reader *request) {
    sg_budget budget;
    forget(child);
    budget.fuel_load = sg_take_i64(request);
    budget.fuel_call = sg_take_i64(request);
    budget.memory_bytes = sg_take_i64(request);
    budget.log_bytes = sg_take_i64(request);
    budget.host_calls = sg_take_i64(request);
    budget.wall_milliseconds = sg_take_i64(request);
    budget.fuel_allowed = sg_take_i64(request);
    budget.memory_allowed = sg_take_i64(request);
    child->plugin = sg_plugin_create(&budget);
    if (child->plugin == NULL) leave();
    reply(child, SG_OK);
}

// Names of chunks are NUL-terminated; the frame's bytes are not.
static char *name_of(sg_reader *request, char name[256]) {
    sg_bytes bytes = sg_take_bytes(request);
    // Of a longer name the end is shown.
    size_t skipped = bytes.count > 255 ? bytes.count - 255 : 0;
    if (bytes.count > 0) memcpy(name, bytes.bytes + skipped, bytes.count - skipped);
    name[bytes.count - skipped] = '\0';
    return name;
}

static void load(server *child, sg_reader *request) {
    char name[256];
    name_of(request, name);
    sg_bytes text = sg_take_bytes(request);
    reply(child, sg_plugin_load(
        child->plugin, (const char *)text.bytes, text.count, name, &child->fault));
}

static void evaluate(server *child, sg_reader *request) {
    char name[256];
    int64_t fuel = sg_take_i64(request);
    name_of(request, name);
    sg_bytes text = sg_take_bytes(request), out = {NULL, 0};
    int status = sg_plugin_evaluate(
        child->plugin, (const char *)text.bytes, text.count, name, fuel, &out, &child->fault);
    reply_bytes(child, status, out);
}

static void call_with_bytes(server *child, uint32_t kind, sg_reader *request) {
    sg_plugin *plugin = child->plugin;
    char name[256];
    sg_bytes in, out = {NULL, 0};
    int status;
    switch (kind) {
        case SG_WIRE_MANIFEST:
            reply_bytes(child, sg_plugin_manifest(plugin, &out, &child->fault), out);
            return;
        case SG_WIRE_START:
            in = sg_take_bytes(request);
            reply(child, sg_plugin_start(plugin, in.bytes, in.count, &child->fault));
            return;
        case SG_WIRE_MIGRATE:
            reply(child, sg_plugin_migrate(plugin, name_of(request, name), &child->fault));
            return;
        case SG_WIRE_SAVE:
            status = sg_plugin_save(plugin, name_of(request, name), &out, &child->fault);
            reply_bytes(child, status, out);
            return;
        case SG_WIRE_RESTORE:
            in = sg_take_bytes(request);
            reply(child, sg_plugin_restore(plugin, in.bytes, in.count, &child->fault));
            return;
        default:
            in = sg_take_bytes(request);
            status = sg_plugin_injected(
                plugin, (const char *)in.bytes, in.count, &out, &child->fault);
            reply_bytes(child, status, out);
    }
}

// --- the session ------------------------------------------------------------------------------

// Reads names into one block of 64 bytes each; NULL when there are none.
static const char **take_names(sg_reader *request, uint32_t most, int32_t *count) {
    uint32_t asked = sg_take_u32(request);
    if (request->bad || asked > most) leave();
    char *block = calloc(asked + 1, 64);
    const char **names = calloc(asked + 1, sizeof *names);
    if (block == NULL || names == NULL) leave();
    for (uint32_t i = 0; i < asked; i++) {
        sg_take_text(request, block + (size_t)i * 64, 64);
        names[i] = block + (size_t)i * 64;
    }
    names[asked] = block;
    *count = (int32_t)asked;
    return names;
}

static void free_names(const char **names, int32_t count) {
    free((void *)names[count]);
    free(names);
}

static sg_plugin *make_other(void) {
    sg_plugin *other = calloc(1, sizeof(sg_plugin));
    sg_remote *remote = calloc(1, sizeof(sg_remote));
    if (other == NULL || remote == NULL) leave();
    remote->is_host = true;
    remote->channel.descriptor = -1;
    other->remote = remote;
    return other;
}

static void make_session(server *child, int32_t role, bool game_observes,
                         const sg_session_setup *setup) {
    bool is_strategy = role == SG_ROLE_STRATEGY;
    if (child->session != NULL) leave();
    child->other = make_other();
    child->other->remote->has_after = game_observes;
    child->session = sg_session_create(
        is_strategy ? child->plugin : child->other, is_strategy ? child->other : child->plugin,
        setup, &child->fault);
    if (child->session == NULL) leave();
    child->session->server = child;
}

static void open_session(server *child, sg_reader *request) {
    sg_session_setup setup = {.likeness = NULL};
    int32_t names_count;
    int32_t role = (int32_t)sg_take_u32(request);
    uint64_t seed = (uint64_t)sg_take_i64(request), episode = (uint64_t)sg_take_i64(request);
    bool game_observes = sg_take_u32(request) != 0;
    setup.context = (int32_t)sg_take_u32(request);
    const char **names = take_names(request, 3, &names_count);
    if (names_count != 3) leave();
    setup.session_id = names[0];
    setup.game_id = names[1];
    setup.currency = names[2];
    const char **symbols = take_names(request, SG_SYMBOLS_MAX, &setup.symbol_count);
    const char **actions = take_names(request, SG_ACTIONS_MAX, &setup.action_count);
    setup.symbols = symbols;
    setup.actions = actions;
    setup.stake_count = (int32_t)(sg_take_u32(request) & INT32_MAX);
    if ((size_t)setup.stake_count > SG_FRAME_BYTES_MAX / sizeof(int64_t)) leave();
    int64_t *stakes = calloc((size_t)setup.stake_count + 1, sizeof(int64_t));
    if (stakes == NULL) leave();
    for (int32_t i = 0; i < setup.stake_count; i++) stakes[i] = sg_take_i64(request);
    setup.stakes = stakes;
    sg_plugin_bind(child->plugin, role);
    sg_plugin_seed(child->plugin, seed, episode, (uint64_t)role);
    make_session(child, role, game_observes, &setup);
    free_names(names, names_count);
    free_names(symbols, setup.symbol_count);
    free_names(actions, setup.action_count);
    free(stakes);
    sg_channel *channel = reply(child, SG_OK);
    bool is_strategy = role == SG_ROLE_STRATEGY;
    const sg_session *session = child->session;
    sg_put_u32(channel, is_strategy ? session->strategy_learns : session->game_observes);
    sg_put_u32(channel, !is_strategy && session->actions_change);
    sg_put_u32(channel, (uint32_t)sg_line_of(child->plugin, SLOT_ACT));
    sg_put_u32(channel, (uint32_t)sg_line_of(child->plugin, SLOT_ACTIONS));
}

static void begin_round(server *child, sg_reader *request) {
    int64_t round = sg_take_i64(request);
    if (round > 0) sg_stream_start_round(&child->plugin->stream, (uint64_t)round);
}

int sg_host_view(sg_session *session, sg_fault *fault) {
    server *child = session->server;
    uint32_t kind;
    sg_reader answer;
    sg_frame_begin(&child->channel, SG_WIRE_VIEW);
    send_frame(child);
    receive(child, &kind, &answer);
    if (kind != SG_WIRE_VIEW_REPLY) leave();
    uint32_t status = sg_take_u32(&answer);
    sg_bytes view = sg_take_bytes(&answer);
    session->scratch.count = 0;
    sg_buffer_append(&session->scratch, view.bytes, view.count);
    // The host keeps what the game failed with; here the frames that asked for it are added.
    if (status != SG_OK) memset(fault, 0, sizeof *fault);
    return (int)status;
}

// --- the strategy -----------------------------------------------------------------------------

static void take_seen(server *child, sg_reader *request) {
    sg_session *session = child->session;
    begin_round(child, request);
    session->money.balance = sg_take_i64(request);
    session->legal = sg_take_u32(request);
    sg_bytes carry = sg_take_bytes(request);
    if (carry.count > sizeof session->carry) leave();
    memcpy(&session->carry, carry.bytes, carry.count);
}

// As when a slice ends in the host: outside calls there is no view.
static void end_call(server *child) {
    child->session->fault = NULL;
    sg_seen_refresh(child->session);
}

// When the game failed, the host has its fault: of this one it looks at the frames only.
static void name_aborted(server *child) {
    if (child->session->fault_filled) child->fault.kind = SG_FAULT_ABORTED;
}

static void decide(server *child, sg_reader *request) {
    sg_action action = {0, 0, false};
    take_seen(child, request);
    bool round_is_open = sg_take_u32(request) != 0;
    int status = sg_local_decide(child->session, round_is_open, &action, &child->fault);
    if (status != SG_OK) name_aborted(child);
    end_call(child);
    sg_channel *channel = reply(child, status);
    if (status != SG_OK) return;
    const sg_buffer *data = &child->session->scratch;
    sg_put_u32(channel, (uint32_t)action.index);
    sg_put_i64(channel, action.amount);
    sg_put_u32(channel, action.has_data);
    sg_put_bytes(channel, data->bytes, action.has_data ? data->count : 0);
}

static void learn(server *child, sg_reader *request) {
    take_seen(child, request);
    int64_t bits = sg_take_i64(request);
    double reward;
    memcpy(&reward, &bits, sizeof reward);
    int status = sg_local_learn(child->session, reward, &child->fault);
    if (status != SG_OK) name_aborted(child);
    end_call(child);
    reply(child, status);
}

// --- the game ---------------------------------------------------------------------------------

static void legal(server *child, sg_reader *request) {
    begin_round(child, request);
    int status = sg_local_legal(child->session, &child->fault);
    sg_channel *channel = reply(child, status);
    if (status == SG_OK) sg_put_u32(channel, child->session->legal);
}

static void observe(server *child, sg_reader *request) {
    begin_round(child, request);
    int status = sg_local_observe(child->session, &child->fault);
    sg_buffer *view = &child->session->scratch;
    reply_bytes(child, status, (sg_bytes){view->bytes, view->count});
}

static void step(server *child, sg_reader *request) {
    sg_session *session = child->session;
    sg_action action;
    sg_outcome outcome;
    begin_round(child, request);
    action.index = (int32_t)sg_take_u32(request);
    action.amount = sg_take_i64(request);
    action.has_data = sg_take_u32(request) != 0;
    sg_bytes data = sg_take_bytes(request);
    session->scratch.count = session->extra.count = 0;
    session->shown_count = 0;
    sg_buffer_append(&session->scratch, data.bytes, data.count);
    int status = sg_local_step(session, &action, &outcome, &child->fault);
    sg_channel *channel = reply(child, status);
    if (status != SG_OK) return;
    sg_put_i64(channel, outcome.payout);
    sg_put_u32(channel, outcome.open);
    sg_put_u32(channel, outcome.done);
    sg_put_u32(channel, (uint32_t)session->shown_count);
    for (int32_t i = 0; i < session->shown_count; i++) sg_put_u32(channel, session->shown[i]);
    sg_put_bytes(channel, session->scratch.bytes, session->scratch.count);
}

// --- requests ---------------------------------------------------------------------------------

static void probe(server *child, sg_reader *request) {
    int outcome = sg_probe((int32_t)sg_take_u32(request));
    sg_put_u32(reply(child, SG_OK), (uint32_t)outcome);
}

static void usage(server *child, sg_reader *request) {
    sg_usage entry;
    bool found = sg_plugin_usage(child->plugin, (int32_t)sg_take_u32(request), &entry);
    sg_channel *channel = reply(child, SG_OK);
    sg_put_u32(channel, found);
    if (found) sg_put_usage(channel, &entry);
}

static void forget_usage(server *child) {
    sg_plugin_forget_usage(child->plugin);
    reply(child, SG_OK);
}

static void answer(server *child, uint32_t kind, sg_reader *request) {
    bool needs_plugin = kind != SG_WIRE_CREATE && kind != SG_WIRE_PROBE;
    bool needs_session = kind >= SG_WIRE_DECIDE && kind <= SG_WIRE_OBSERVE;
    if (needs_plugin && child->plugin == NULL) leave();
    if (needs_session && child->session == NULL) leave();
    switch (kind) {
        case SG_WIRE_CREATE: create(child, request); break;
        case SG_WIRE_LOAD: load(child, request); break;
        case SG_WIRE_SESSION: open_session(child, request); break;
        case SG_WIRE_EVALUATE: evaluate(child, request); break;
        case SG_WIRE_MANIFEST: case SG_WIRE_START: case SG_WIRE_MIGRATE: case SG_WIRE_SAVE:
        case SG_WIRE_RESTORE: case SG_WIRE_INJECTED: call_with_bytes(child, kind, request); break;
        case SG_WIRE_DECIDE: decide(child, request); break;
        case SG_WIRE_LEARN: learn(child, request); break;
        case SG_WIRE_LEGAL: legal(child, request); break;
        case SG_WIRE_STEP: step(child, request); break;
        case SG_WIRE_OBSERVE: observe(child, request); break;
        case SG_WIRE_PROBE: probe(child, request); break;
        case SG_WIRE_USAGE: usage(child, request); break;
        case SG_WIRE_FORGET: forget_usage(child); break;
        default: leave();
    }
    // Rounds are counted and journalled in the host.
    if (child->session != NULL) {
        child->session->round_strategy_fuel = child->session->round_game_fuel = 0;
    }
}

void sg_serve(int descriptor, uint32_t guards) {
    server child = {.channel = {.descriptor = descriptor}};
    sg_frame_begin(&child.channel, SG_WIRE_HELLO);
    sg_put_u32(&child.channel, SG_WIRE_VERSION);
    sg_put_u32(&child.channel, sizeof(sg_carry));
    sg_put_u32(&child.channel, guards);
    send_frame(&child);
    for (;;) {
        uint32_t kind;
        sg_reader request;
        receive(&child, &kind, &request);
        answer(&child, kind, &request);
        send_frame(&child);
    }
}
