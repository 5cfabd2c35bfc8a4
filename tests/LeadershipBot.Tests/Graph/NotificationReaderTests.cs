using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Microsoft365.Graph.Calendars;

namespace LeadershipBot.Tests.Graph;

/// <summary>Anybody can post to the address, so anything may come.</summary>
public sealed class NotificationReaderTests
{
    /// <summary>learn.microsoft.com/graph/change-notifications-delivery-webhooks.</summary>
    [Fact]
    public void Microsofts_example_of_a_change_is_read()
        => Assert.Equal(
            [new Notification("{subscription_guid}", "secretClientValue", "84bd8158-6d4d-4958-8b9f-9d6445542f95", NotificationKind.Changed)],
            Read("""
                {"value":[{"id":"lsgTZMr9KwAAA","subscriptionId":"{subscription_guid}","subscriptionExpirationDateTime":"2016-03-19T22:11:09.952Z",
                  "clientState":"secretClientValue","changeType":"created","resource":"users/{user_guid}@{tenant_guid}/messages/{long_id_string}",
                  "tenantId":"84bd8158-6d4d-4958-8b9f-9d6445542f95","resourceData":{"@odata.type":"#Microsoft.Graph.Message","id":"{long_id_string}"}}]}
                """)!);

    /// <summary>learn.microsoft.com/graph/change-notifications-lifecycle-events.</summary>
    [Theory]
    [InlineData("subscriptionRemoved", NotificationKind.SubscriptionRemoved)]
    [InlineData("missed", NotificationKind.Missed)]
    [InlineData("reauthorizationRequired", NotificationKind.ReauthorizationRequired)]
    [InlineData("a word of next year", NotificationKind.Other)]
    public void Microsofts_examples_of_lifecycle_events_are_read(string said, NotificationKind kind)
        => Assert.Equal(
            [new Notification("<subscription_guid>", "<secretClientState>", "<tenant_guid>", kind)],
            Read($$"""
                {"value":[{"subscriptionId":"<subscription_guid>","subscriptionExpirationDateTime":"2019-03-20T11:00:00.0000000Z",
                  "tenantId":"<tenant_guid>","clientState":"<secretClientState>","lifecycleEvent":"{{said}}"}]}
                """)!);

    [Fact]
    public void Several_are_read_in_their_order_and_what_names_no_subscription_is_left_out()
        => Assert.Equal(
            [new Notification("a", null, null, NotificationKind.Changed), new Notification("b", null, null, NotificationKind.Other)],
            Read("""{"value":[{"subscriptionId":"a","changeType":"updated"},{},7,null,[],{"subscriptionId":null},{"subscriptionId":""},{"subscriptionId":"b","clientState":5,"tenantId":{}}],"more":1}""")!);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"value\":{}}")]
    [InlineData("{\"value\":[")]
    [InlineData("{\"value\":[]} more")]
    [InlineData("validationToken=x")]
    [InlineData("{\"value\":[{\"subscriptionId\":\"\\ud800\"}]}")]
    public void What_is_no_collection_of_notifications_is_none(string body) => Assert.Null(Read(body));

    [Fact]
    public void Depth_length_and_broken_text_are_bounded()
    {
        Assert.Null(Read($$"""{"value":[{"subscriptionId":"a","resourceData":{{new string('[', 100_000)}}{{new string(']', 100_000)}}}]}"""));
        Assert.Null(NotificationReader.Read(Encoding.UTF8.GetBytes($"{{\"value\":[]{new string(' ', NotificationReader.BodyBytesMax)}}}")));
        Assert.Null(NotificationReader.Read(new byte[] { 0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d }));
        Assert.Null(Assert.Single(Read($$"""{"value":[{"subscriptionId":"a","clientState":"{{new string('x', 100_000)}}"}]}""")!).ClientState);
        Assert.Empty(Read($$"""{"value":[{"subscriptionId":"{{new string('x', 100_000)}}"}]}""")!);
    }

    [Fact]
    public void No_bytes_make_it_throw()
        => Prop.ForAll<byte[]>(bytes =>
        {
            NotificationReader.Read(bytes);
            var text = Encoding.UTF8.GetBytes("""{"value":[{"subscriptionId":"a","changeType":"updated","clientState":"b"}]}""");
            foreach (var (at, value) in bytes.Select((value, index) => (index * 7 % text.Length, value)))
                text[at] = value;
            NotificationReader.Read(text);
        }).QuickCheckThrowOnFailure();

    private static IReadOnlyList<Notification>? Read(string body) => NotificationReader.Read(Encoding.UTF8.GetBytes(body));
}
