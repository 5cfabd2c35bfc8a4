using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class ActivityTextTests
{
    private static readonly ChannelAccount Bot = new() { Id = "28:bot", Name = "Leadership Bot" };
    private static readonly ChannelAccount Ben = new() { Id = "29:ben", Name = "Ben Okoro" };

    [Theory]
    [InlineData("<at>Leadership Bot</at> help", "help")]
    [InlineData("<at>LEADERSHIP bot</at>help", "help")]
    [InlineData("help <at>Leadership Bot</at>", "help")]
    [InlineData("<at>Leadership Bot</at>", "")]
    [InlineData("<at>Leadership Bot</at> ask <at>Ben Okoro</at> &amp; me", "ask Ben Okoro & me")]
    [InlineData("  poll\u00a0&quot;A\r\n\tor B?&quot;&nbsp; ", "poll \"A\nor B?\"")]
    [InlineData("1 &lt; 2 &amp;lt; 3", "1 < 2 &lt; 3")]
    [InlineData("&lt;at&gt;Leadership Bot&lt;/at&gt; help", "<at>Leadership Bot</at> help")]
    [InlineData("<at>Somebody Else</at> hi", "<at>Somebody Else</at> hi")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void The_words_are_freed_of_what_Teams_adds(string? text, string expected)
    {
        var activity = new Activity
        {
            Type = "message",
            Text = text,
            Recipient = Bot,
            Entities = [Entity.Mention(Bot, "<at>Leadership Bot</at>"), new Entity { Type = "clientInfo", Locale = "en-GB" }, Entity.Mention(Ben, "<at>Ben Okoro</at>")],
        };
        Assert.Equal(expected, activity.TextWithoutMentions());
    }

    [Fact]
    public void A_mention_without_words_is_that_of_the_name()
    {
        var activity = new Activity { Text = "<at>Leadership Bot</at> help", Recipient = Bot, Entities = [new Entity { Type = "Mention", Mentioned = Bot }] };
        Assert.Equal("help", activity.TextWithoutMentions());
    }

    [Fact]
    public void Who_is_mentioned_is_told_with_the_words_that_stand_for_them_but_not_the_bot()
    {
        var activity = new Activity
        {
            Text = "<at>Leadership Bot</at> thanks <at>Ben</at>",
            Recipient = Bot,
            Entities = [Entity.Mention(Bot, "<at>Leadership Bot</at>"), Entity.Mention(Ben, "<at>Ben&nbsp;&amp; all</at>"), new Entity { Type = "mention" }, Entity.Mention(new ChannelAccount { Name = "No id" }, "<at>No id</at>")],
        };
        Assert.Equal([("Ben & all", "29:ben")], activity.PeopleMentioned().Select(one => (one.Words, one.Account.Id!)));
    }

    [Fact]
    public void Odd_mentions_do_no_harm()
    {
        var activity = new Activity
        {
            Text = "<at></at> help > </ <at",
            Recipient = Bot,
            Entities = [new Entity { Type = "mention" }, new Entity { Type = "mention", Text = "" }, new Entity { Type = "mention", Text = "<at" }, new Entity { Type = "mention", Text = "</" }, null!],
        };
        Assert.Equal("help > </ <at", activity.TextWithoutMentions());
    }

    [Fact]
    public void The_language_is_the_activitys_or_the_clients()
    {
        var client = new Entity { Type = "clientInfo", Locale = "cy-GB" };
        Assert.Equal("en-GB", new Activity { Locale = "en-GB", Entities = [client] }.ClientLocale());
        Assert.Equal("cy-GB", new Activity { Entities = [client] }.ClientLocale());
        Assert.Null(new Activity().ClientLocale());
    }
}
