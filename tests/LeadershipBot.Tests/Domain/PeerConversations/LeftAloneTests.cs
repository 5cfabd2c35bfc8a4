using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.PeerReview;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.PeerConversations;

public sealed class LeftAloneTests
{
    private static readonly Dictionary<PeerPair, int> Nobody = [];

    [Fact]
    public void Two_who_were_left_alone_talk_with_each_other()
        => Assert.Equal(("t1", "t3"), Next([Talks("t1", "ann"), Talks("t2", "ben", "cat"), Talks("t3", "dan")], Nobody));

    [Fact]
    public void Else_they_join_two_whom_they_met_least()
    {
        Talk[] talks = [Talks("t1", "ann"), Talks("t2", "ben", "cat"), Talks("t3", "dan", "eve")];
        Assert.Equal(("t1", "t3"), Next(talks, new() { [Pair("ann", "cat")] = 1 }));
        Assert.Equal(("t1", "t2"), Next(talks, new() { [Pair("ann", "cat")] = 1, [Pair("ann", "dan")] = 2 }));
        Assert.Equal(("t1", "t2"), Next(talks, new() { [Pair("ann", "cat")] = 1, [Pair("ann", "dan")] = 1, [Pair("ann", "eve")] = 1 }));
    }

    [Fact]
    public void Nobody_joins_three_or_who_has_met_already_or_on_a_measure()
    {
        Assert.Null(Next([Talks("t1", "ann", "ben"), Talks("t2", "cat", "dan", "eve")], Nobody));
        Assert.Null(Next([Talks("t1", "ann"), Talks("t2", "cat", "dan", "eve")], Nobody));
        Assert.Null(Next([Talks("t1", "ann"), Talks("t2", "cat", "dan") with { MetAt = DateTimeOffset.UnixEpoch }], Nobody));
        Assert.Null(Next([Talks("t1", "ann") with { Measure = "Referrals" }, Talks("t2", "cat", "dan") with { Measure = "Referrals" }], Nobody));
        Assert.Null(Next([Talks("t1", "ann"), Talks("t2")], Nobody));
    }

    private static (string Alone, string Into)? Next(Talk[] talks, Dictionary<PeerPair, int> met) => LeftAlone.NextOf(talks, met) is { } next ? (next.Alone.Id, next.Into.Id) : null;

    private static Talk Talks(string id, params string[] names) => new(id, new OrganisationName("larkford", "Larkford"), [.. names.Select(name => new Person(new MemberId("tenant", name), name))], DateTimeOffset.UnixEpoch);

    private static PeerPair Pair(string one, string other) => PeerPair.Of(new MemberId("tenant", one).ToString(), new MemberId("tenant", other).ToString());
}
