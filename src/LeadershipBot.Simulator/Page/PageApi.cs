// The HTTP API of the page. All on the loopback host of the simulator; JSON in and out (camelCase); a POST without
// `Content-Type: application/json` is 415; a Host header that isn't loopback is 403. Ids are opaque strings and travel
// as query parameters (encodeURIComponent them). `as` is a person's id (29:…), `conversation` a conversation's id.
// Every error: { "error": { "code", "message" } }.
//
// GET  /page/people                              → [{ id, name, title, practice, objectId }]        practice: its name or null
// GET  /page/config                              → { botName, botId, commands: [{ title, description, scopes }],
//                                                    messageExtensions: [{ id, title, type: "query" | "action", parameters: [{ name, title, description }] }] }
// GET  /page/conversations?as=                   → [{ id, kind: "personal" | "groupChat" | "channel", name, team, installed, memberCount }]
// GET  /page/messages?conversation=&as=          → [message], oldest first
// POST /page/messages?conversation=&as=          { text, mentionBot?: bool, replyToId? } → answer     mentionBot puts <at>bot</at> in front unless the text holds "@bot name"
// POST /page/invoke?conversation=&as=            { name, value, replyToId? } → answer
// POST /page/submit?conversation=&as=            { value, replyToId? } → answer                       Action.Submit
// POST /page/show?conversation=&as=              { replyToId } → answer                               the card came into view: refresh, if it asks for one
// POST /page/reaction?conversation=&as=          { type, replyToId, remove?: bool } → answer
// POST /page/compose?conversation=&as=           { attachments } → answer                             sends a message-extension result as the person
// POST /page/install?as=[&conversation=]         {} → answer      POST /page/uninstall the same        without conversation: the personal app
// GET  /page/clock                               → { now }        POST /page/clock { advanceSeconds } → { now }
// GET  /page/faults                              → { active: [name] }
// POST /page/faults                              { name: "throttle" | "redeliver" | "slow" | "drop" | "none", count? } → { active }   count: default 5 calls; redeliver stays until none
// GET  /page/events?as=                          server-sent events, one JSON a `data:` line:
//        { kind: "message" | "update" | "delete" | "typing" | "clock" | "conversations", conversationId?, message?, now? }
//
// message: { id, conversationId, from: { id, name, isBot }, text, textFormat, attachments: [{ contentType, content }], suggestedActions?,
//            summary?, at, edited: bool, deleted: bool, replyToId, reactions: [{ type, count }] }
//          attachments hold this viewer's own view of a card. In a channel replyToId is the id of the thread's first
//          message (null on that message itself); deleted messages come with empty text and attachments.
// answer:  { delivered: bool, status: int, body: any | null, problem: string | null, messageId: string | null }
//          delivered false: Teams doesn't pass it on (no mention, not installed). status 0 with problem: no answer within
//          15 s, or no bot there. body: what the bot answered to an invoke, e.g. { statusCode, type, value } or { task }.
//          A card that answers adaptiveCard/action has already become this viewer's view: GET messages gives it, too.
namespace LeadershipBot.Simulator.Page;

/// <summary>The routes of the page.</summary>
internal static class PageApi
{
    public static void Map(WebApplication app, Task<SimulatorHost> host, string manifestPath)
    {
    }
}
