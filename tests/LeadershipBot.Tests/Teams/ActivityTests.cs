using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class ActivityTests
{
    public static TheoryData<string> Samples() => [.. Payloads.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_Teams_sends_is_read_the_same_from_one_piece_many_and_a_stream(string sample)
    {
        var bytes = Encoding.UTF8.GetBytes(Payloads.All[sample]);
        var whole = Read(bytes);

        Assert.Equal("msteams", whole.ChannelId);
        Assert.Equal("en-GB", whole.Locale);
        Assert.Equal(TokenMint.ServiceUrl, whole.ServiceUrl);
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 9, 0, 0, TimeSpan.Zero).AddTicks(1234567), whole.Timestamp);
        Assert.Equal(TimeSpan.FromHours(1), whole.LocalTimestamp!.Value.Offset);
        Assert.Equal("t-1", whole.TenantId().Value);
        var pieces = Activity.Parse(InPieces(bytes, 7));
        using var stream = new MemoryStream(bytes);
        var streamed = await Activity.ParseAsync(stream, TestContext.Current.CancellationToken);
        Assert.Equal(Write(whole), Write(pieces.Value!));
        Assert.Equal(Write(whole), Write(streamed.Value!));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_was_read_is_written_as_it_came_without_nulls(string sample)
    {
        var written = JsonNode.Parse(Write(Read(Encoding.UTF8.GetBytes(Payloads.All[sample]))))!;
        var came = JsonNode.Parse(Payloads.All[sample])!;
        // Nulls inside members that nobody knows, and inside values, are kept as they came.
        RemoveNulls(came);
        RemoveNulls(written);

        Assert.True(JsonNode.DeepEquals(came, written), written.ToJsonString());
    }

    [Fact]
    public void An_activity_tells_who_where_and_what()
    {
        var message = Read(Payloads.ChannelMessage);
        Assert.Equal("0a1b2c3d-0000-4000-8000-000000000001", message.From!.AadObjectId);
        Assert.Equal(ConversationTypes.Channel, message.Conversation!.ConversationType);
        Assert.True(message.Conversation.IsGroup);
        Assert.Equal("g-1", message.ChannelData!.Team!.AadGroupId);
        Assert.Equal("Clinical leads", message.ChannelData.Channel!.Name);

        Assert.Equal("channelRenamed", Read(Payloads.ChannelRenamed).ChannelData!.EventType);
        Assert.Equal(InstallationActions.Add, Read(Payloads.Installed).Action);
        Assert.Equal("like", Assert.Single(Read(Payloads.Reaction).ReactionsAdded!).Type);
        Assert.Equal("o-2", Read(Payloads.MembersAdded).MembersAdded![1].AadObjectId);
        Assert.Equal("MCMxOTptZWV0aW5n", Read(Payloads.MeetingStart).ChannelData!.Meeting!.Id);
        Assert.Equal("2", Read(Payloads.Submit).Value!.Value.GetProperty("choice").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"type":""}""")]
    [InlineData("""{"type":"  "}""")]
    [InlineData("""{"type":7}""")]
    [InlineData("""{"Type":"message"}""")]
    [InlineData("""{"type":"message","from":"29:me"}""")]
    [InlineData("""{"type":"message","text":{}}""")]
    [InlineData("""{"type":"message","channelData":[]}""")]
    [InlineData("""{"type":"message","membersAdded":{}}""")]
    [InlineData("""{"type":"message","secret words":["a",{"from":}]}""")]
    [InlineData("""{"type":"message"}{"type":"message"}""")]
    [InlineData("""{"type":"message"} x""")]
    [InlineData("""{"type":"message",}""")]
    [InlineData("""{"type":"message","text":"\ud800"}""")]
    public async Task What_is_no_activity_is_refused_with_a_short_reason(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        Assert.False(Activity.Parse(bytes).Succeeded(out _, out var reason));
        Assert.InRange(reason.Length, 10, 100);
        Assert.DoesNotContain("secret", reason, StringComparison.Ordinal);
        Assert.False(Activity.Parse(InPieces(bytes, 3)).Succeeded(out _, out _));
        using var stream = new MemoryStream(bytes);
        Assert.False((await Activity.ParseAsync(stream, TestContext.Current.CancellationToken)).Succeeded(out _, out _));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.NotNull(Activity.Parse([.. "{\"type\":\"message\",\"text\":\""u8, 0xff, 0xfe, .. "\"}"u8]).Refusal);

    [Theory]
    [InlineData(62, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void An_activity_is_at_most_64_deep(int depth, bool isRead)
    {
        var body = $$"""{"type":"invoke","value":{{new string('[', depth)}}{{new string(']', depth)}}}""";
        Assert.Equal(isRead, Activity.Parse(Encoding.UTF8.GetBytes(body)).Value is not null);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("5")]
    [InlineData("{\"a\":[1]}")]
    [InlineData("null")]
    public void A_time_that_can_not_be_read_is_absent(string time)
    {
        var activity = Read($$"""{"type":"message","timestamp":{{time}},"localTimestamp":{{time}},"text":"x"}""");
        Assert.Null(activity.Timestamp);
        Assert.Null(activity.LocalTimestamp);
        Assert.Equal("x", activity.Text);
    }

    [Theory]
    [InlineData("t-1", "t-1", "t-1")]
    [InlineData("T-1", "t-1", "T-1")]
    [InlineData("t-1", null, "t-1")]
    [InlineData(null, "t-1", "t-1")]
    [InlineData("", "t-1", "t-1")]
    [InlineData("t-1", "t-2", null)]
    [InlineData(null, null, null)]
    public void The_two_places_of_the_tenant_must_agree(string? inConversation, string? inChannelData, string? expected)
    {
        var activity = new Activity
        {
            Conversation = new ConversationAccount { TenantId = inConversation },
            ChannelData = new TeamsChannelData { Tenant = new TenantInfo { Id = inChannelData } },
        };
        Assert.Equal(expected, activity.TenantId().Value);
        Assert.Equal(expected is null, activity.TenantId().Refusal is not null);
    }

    [Fact]
    public void An_activity_without_conversation_names_no_tenant() => Assert.NotNull(new Activity().TenantId().Refusal);

    [Fact]
    public void A_reference_survives_storage_with_members_nobody_knows()
    {
        var reference = ConversationReference.From(Read(Payloads.ChannelMessage));

        var back = ConversationReference.Parse(reference.ToJson()).Value!;

        Assert.Equal(reference.ToJson(), back.ToJson());
        Assert.True(back.Conversation!.Properties!["futureMember"].GetProperty("kept").GetBoolean());
        Assert.Equal("28:11111111-2222-3333-4444-555555555555", back.Bot!.Id);
        Assert.Equal("29:1abcDEF", back.User!.Id);
    }

    [Fact]
    public void A_reference_names_the_tenant_even_where_the_conversation_does_not()
    {
        var activity = Read(Payloads.ChannelRenamed);
        Assert.Equal("t-1", ConversationReference.From(activity).Conversation!.TenantId);
        Assert.Null(activity.Conversation!.TenantId);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("{\"user\":7}")]
    public void A_reference_that_can_not_be_read_is_refused(string json) => Assert.NotNull(ConversationReference.Parse(json).Refusal);

    [Fact]
    public void Raw_JSON_is_the_same_from_text_tree_and_element()
    {
        const string json = """{"a":[1,"é<'"]}""";
        RawJson[] all = [RawJson.FromUtf8(Encoding.UTF8.GetBytes(json)), JsonNode.Parse(json)!, JsonElement.Parse(json)];

        Assert.All(all, raw => Assert.Equal(json, raw.ToJson()));
        Assert.All(all, raw => Assert.Equal(1, raw.ToElement().GetProperty("a")[0].GetInt32()));
        Assert.All(all, raw => Assert.Contains(json, Write(new Activity { Type = "message", Attachments = [Attachment.Card(raw)] }), StringComparison.Ordinal));
    }

    private static Activity Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    private static Activity Read(byte[] utf8) =>
        Activity.Parse(utf8).Succeeded(out var activity, out var refusal) ? activity : throw new InvalidOperationException(refusal);

    private static string Write(Activity activity) => JsonSerializer.Serialize(activity, TeamsJson.Default.Activity);

    private static void RemoveNulls(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
                RemoveNulls(item);
            return;
        }
        if (node is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            if (value is null)
                members.Remove(name);
            else
                RemoveNulls(value);
        }
    }

    private static ReadOnlySequence<byte> InPieces(byte[] bytes, int size)
    {
        if (bytes.Length == 0)
            return ReadOnlySequence<byte>.Empty;
        var first = new Piece(bytes.AsMemory(0, Math.Min(size, bytes.Length)), 0);
        var last = first;
        for (var at = size; at < bytes.Length; at += size)
            last = last.Then(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public Piece Then(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
