namespace LeadershipBot.Tests.Teams;

/// <summary>
/// What Teams sends, after the examples of Microsoft's documentation ("Conversation basics", "Conversation events",
/// "Universal actions", "Dialogs", "Message extensions", "Meeting events"); all people and ids are invented.
/// </summary>
internal static class Payloads
{
    private const string Envelope = """
        "id":"1746090000000","timestamp":"2026-05-01T09:00:00.1234567Z","localTimestamp":"2026-05-01T10:00:00.1234567+01:00","localTimezone":"Europe/London",
        "serviceUrl":"https://smba.trafficmanager.net/uk/","channelId":"msteams","locale":"en-GB",
        "from":{"id":"29:1abcDEF","name":"Ana Àlvarez","aadObjectId":"0a1b2c3d-0000-4000-8000-000000000001"},
        "recipient":{"id":"28:11111111-2222-3333-4444-555555555555","name":"Leadership Bot"}
        """;

    private const string Personal = """
        "conversation":{"conversationType":"personal","tenantId":"t-1","id":"a:1pers"},"channelData":{"tenant":{"id":"t-1"}}
        """;

    private const string Channel = """
        "conversation":{"isGroup":true,"conversationType":"channel","tenantId":"t-1","id":"19:c1@thread.tacv2;messageid=1746090000000","futureMember":{"kept":true}},
        "channelData":{"teamsChannelId":"19:c1@thread.tacv2","teamsTeamId":"19:t1@thread.tacv2","channel":{"id":"19:c1@thread.tacv2","name":"Clinical leads"},
        "team":{"id":"19:t1@thread.tacv2","name":"Larkford","aadGroupId":"g-1"},"tenant":{"id":"t-1"}}
        """;

    public static string PersonalMessage { get; } = InPersonal("""
        "text":"poll &quot;Should we extend hours?&quot; Yes, No","textFormat":"plain","type":"message",
        "entities":[{"locale":"en-GB","country":"GB","platform":"Windows","timezone":"Europe/London","type":"clientInfo"}]
        """);

    public static string ChannelMessage { get; } = InChannel("""
        "text":"<at>Leadership Bot</at>&nbsp; poll\n \"Shall <at>Ben  Okoro</at> chair?\"","textFormat":"plain","type":"message",
        "attachments":[{"contentType":"text/html","content":"<div><p>…</p></div>"}],
        "entities":[{"mentioned":{"id":"28:11111111-2222-3333-4444-555555555555","name":"Leadership Bot"},"text":"<at>Leadership Bot</at>","type":"mention"},
        {"mentioned":{"id":"29:2ben","name":"Ben  Okoro"},"text":"<at>Ben  Okoro</at>","type":"mention"}]
        """);

    public static string Submit { get; } = InPersonal("""
        "type":"message","replyToId":"1746080000000","value":{"verb":"polls.vote","poll":"p1","choice":"2"}
        """);

    public static string CardAction { get; } = InChannel("""
        "name":"adaptiveCard/action","type":"invoke","replyToId":"1746080000000",
        "value":{"action":{"type":"Action.Execute","id":"vote","verb":"polls.vote","data":{"poll":"p1","choice":"2"}},"trigger":"manual"}
        """);

    public static string CardRefresh { get; } = InPersonal("""
        "name":"adaptiveCard/action","type":"invoke",
        "value":{"action":{"type":"Action.Execute","verb":"polls.view","data":{"poll":"p1"}},"trigger":"automatic"}
        """);

    public static string TaskFetch { get; } = InPersonal("""
        "name":"task/fetch","type":"invoke",
        "value":{"data":{"data":"x","type":"task/fetch","verb":"polls.form"},"context":{"theme":"dark"},"tabContext":null}
        """);

    public static string ExtensionQuery { get; } = InPersonal("""
        "name":"composeExtension/query","type":"invoke",
        "value":{"commandId":"findPoll","parameters":[{"name":"query","value":"hours"}],"queryOptions":{"skip":0,"count":25}}
        """);

    public static string ExtensionAction { get; } = InPersonal("""
        "name":"composeExtension/fetchTask","type":"invoke",
        "value":{"commandId":"askThem","commandContext":"message","context":{"theme":"default"},
        "messagePayload":{"id":"1746","body":{"contentType":"html","content":"<p>…</p>"}},"state":null}
        """);

    public static string Search { get; } = InPersonal("""
        "name":"application/search","type":"invoke",
        "value":{"queryText":"lark","queryOptions":{"skip":0,"top":15},"dataset":"practices","kind":"search"}
        """);

    public static string FileConsent { get; } = InPersonal("""
        "name":"fileConsent/invoke","type":"invoke",
        "value":{"type":"fileUpload","action":"accept","context":{"export":"e1"},"uploadInfo":{"contentUrl":"https://example.sharepoint.com/f.csv","name":"f.csv",
        "uploadUrl":"https://example.sharepoint.com/upload","uniqueId":"u1","fileType":"csv"}}
        """);

    public static string MembersAdded { get; } = InChannel("""
        "type":"conversationUpdate","membersAdded":[{"id":"28:11111111-2222-3333-4444-555555555555"},{"id":"29:2ben","aadObjectId":"o-2"}]
        """);

    public static string ChannelRenamed { get; } = Anywhere("""
        "type":"conversationUpdate","conversation":{"id":"19:t1@thread.tacv2","conversationType":"channel","isGroup":true},
        "channelData":{"channel":{"id":"19:c1@thread.tacv2","name":"Clinical leads"},"team":{"id":"19:t1@thread.tacv2"},"eventType":"channelRenamed","tenant":{"id":"t-1"}}
        """);

    public static string Installed { get; } = InPersonal("""
        "action":"add","type":"installationUpdate","entities":[{"locale":"en-GB","type":"clientInfo"}]
        """);

    public static string Reaction { get; } = InPersonal("""
        "reactionsAdded":[{"type":"like"}],"type":"messageReaction","replyToId":"1746080000000"
        """);

    public static string MeetingStart { get; } = Anywhere("""
        "name":"application/vnd.microsoft.meetingStart","type":"event",
        "conversation":{"isGroup":true,"conversationType":"groupChat","tenantId":"t-1","id":"19:meeting_x@thread.v2"},
        "channelData":{"tenant":{"id":"t-1"},"source":null,"meeting":{"id":"MCMxOTptZWV0aW5n"}},
        "value":{"MeetingType":"Scheduled","Title":"Board","Id":"MCMxOTptZWV0aW5n","JoinUrl":"https://teams.microsoft.com/l/x","StartTime":"2026-05-01T09:00:00.1Z"}
        """);

    /// <summary>The example of learn.microsoft.com/microsoftteams/platform/apps-in-teams-meetings/meeting-apps-apis, in this tenant.</summary>
    public static string MeetingEnd { get; } = Anywhere("""
        "name":"application/vnd.microsoft.meetingEnd","type":"event",
        "conversation":{"isGroup":true,"tenantId":"t-1","id":"thread id"},
        "channelData":{"tenant":{"id":"t-1"},"source":null,"meeting":{"id":"meeting Id"}},
        "value":{"MeetingType":"Scheduled","Title":"Meeting Start/End Event in Canary","Id":"meeting Id","JoinUrl":"url","EndTime":"2021-04-29T16:17:17.4388966Z"}
        """);

    public static string MeetingJoin { get; } = InPersonal("""
        "name":"application/vnd.microsoft.meetingParticipantJoin","type":"event",
        "value":{"members":[{"user":{"id":"29:2ben","aadObjectId":"o-2"},"meeting":{"inMeeting":true,"role":"Attendee"}}]}
        """);

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["personal message"] = PersonalMessage,
        ["channel message"] = ChannelMessage,
        ["submit"] = Submit,
        ["card action"] = CardAction,
        ["card refresh"] = CardRefresh,
        ["task fetch"] = TaskFetch,
        ["extension query"] = ExtensionQuery,
        ["extension action"] = ExtensionAction,
        ["search"] = Search,
        ["file consent"] = FileConsent,
        ["members added"] = MembersAdded,
        ["channel renamed"] = ChannelRenamed,
        ["installed"] = Installed,
        ["reaction"] = Reaction,
        ["meeting start"] = MeetingStart,
        ["meeting end"] = MeetingEnd,
        ["meeting join"] = MeetingJoin,
    };

    private static string InPersonal(string members) => Anywhere($"{members},{Personal}");

    private static string InChannel(string members) => Anywhere($"{members},{Channel}");

    private static string Anywhere(string members) => "{" + members + "," + Envelope + "}";
}
