using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.PeerConversations;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.PeerConversations;

public sealed class TalkRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "Z99001", "Z99002" };

    [Fact]
    public void Who_writes_a_note_has_met_and_what_they_will_try_is_followed_up_six_weeks_after_it_was_first_noted()
    {
        var noted = Holds(Pair().Write(" We call back ", "A list", Now, Today));
        Assert.Equal((Now, "We call back", Now.AddDays(42)), (noted.MetAt, noted.Note, noted.FollowUpAt));
        var again = Holds(noted.Write("We call back", "A better list", Now.AddDays(3), Today));
        Assert.Equal((Now, Now.AddDays(42)), (again.MetAt, again.FollowUpAt));
        Assert.Null(Holds(again.Write("We call back", "", Now.AddDays(4), Today)).FollowUpAt);
        Assert.Equal("peers.refused.noWords", Why(Pair().Write("", "A list", Now, Today)));
        Assert.Equal("shell.refused.patientData", Why(Pair().Write("Fine", "Mrs Smith, 3.4.1951", Now, Today)));
        Assert.Equal("talks.refused.nothingTried", Why(Pair().Say(TalkOutcome.Helped)));
        Assert.Equal(TalkOutcome.Helped, Holds(noted.Say(TalkOutcome.Helped)).Outcome);
    }

    [Fact]
    public void Another_plan_after_they_were_asked_how_it_went_is_a_new_one_and_is_asked_about_again()
    {
        var noted = Holds(Pair().Write("We call back", "A list", Now, Today));
        var asked = Now.AddDays(42);
        var said = Holds(noted.Say(TalkOutcome.Helped));
        Assert.Equal((TalkOutcome.Helped, asked), (Holds(said.Write("We do", "A list", asked, Today)).Outcome, Holds(said.Write("We do", "A list", asked, Today)).FollowUpAt));
        var next = Holds(said.Write("We call back", "A rota", Now.AddDays(3), Today)); // said before it was asked
        Assert.Equal((TalkOutcome.NotSaid, Now.AddDays(45)), (next.Outcome, next.FollowUpAt));
        var late = Holds(noted.Write("We call back", "A rota", asked, Today)); // nobody said
        Assert.Equal((TalkOutcome.NotSaid, asked.AddDays(42)), (late.Outcome, late.FollowUpAt));
        var cleared = Holds(said.Write("We call back", "", asked, Today));
        Assert.Equal((null, asked.AddDays(52)), (cleared.FollowUpAt, Holds(cleared.Write("We call back", "A rota", asked.AddDays(10), Today)).FollowUpAt));
    }

    [Fact]
    public void Who_declines_is_no_more_one_of_them_until_they_have_met_and_whoever_is_left_alone_has_nobody_to_meet()
    {
        var (ann, ben) = (Named("ann").Id, Named("ben").Id);
        var alone = Holds(Pair().Decline(ann, " On leave ", Today));
        Assert.Equal(("ben", "ann", "On leave"), (Assert.Single(alone.People).Name, Assert.Single(alone.Declined).Person.Name, alone.Declined[0].Reason));
        Assert.True(alone.IsNobodyLeft && alone.HasDeclined(ann) && !alone.HasDeclined(ben));
        Assert.Same(alone, Holds(alone.Decline(ann, "Mrs Smith, 3.4.1951", Today))); // again, whatever is said
        Assert.Equal("talks.refused.nobodyLeft", Why(alone.Met(Now)));
        Assert.Equal("talks.refused.nobodyLeft", Why(alone.Write("We call back", "", Now, Today)));
        Assert.Equal("talks.refused.met", Why(Holds(Pair().Met(Now)).Decline(ann, "", Today)));
        Assert.Equal("shell.refused.patientData", Why(Pair().Decline(ann, "Mrs Smith, 3.4.1951", Today)));
        Assert.Equal("peers.refused.longWords", Why(Pair().Decline(ann, new string('a', Talk.ReasonMax + 1), Today)));
        Assert.Empty(alone.Without(ann).Declined);
        Assert.False(Holds(Pair().Met(Now)).Without(ann).IsNobodyLeft); // they have met: what they noted stays
    }

    [Theory]
    [InlineData("Z99001 12.4\nz99002\t3", null)]
    [InlineData("Z99001; 12.4%\n\nZ99002: -3", null)]
    [InlineData("Z99001 12.4", "talks.refused.few")]
    [InlineData("Z99001 twelve\nZ99002 3", "talks.refused.line")]
    [InlineData("Z99001\nZ99002 3", "talks.refused.line")]
    [InlineData("Z99001 1\nX1 3", "talks.refused.practice")]
    [InlineData("Z99001 1\nZ99001 3", "talks.refused.twice")]
    public void A_measure_is_read_line_by_line(string text, string? refused) => Assert.Equal(refused, Why(MeasureList.Read(text, Known)));

    private static Talk Pair() => new("t1", new OrganisationName("larkford", "Larkford"), [Named("ann"), Named("ben")], Now);

    private static Person Named(string name) => new(new MemberId("tenant", name), name);

    private static T Holds<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var why, out var fact) ? throw new InvalidOperationException(why.TextKey) : fact;

    private static string? Why<T>(Ruling<T> ruling)
        where T : class
        => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
