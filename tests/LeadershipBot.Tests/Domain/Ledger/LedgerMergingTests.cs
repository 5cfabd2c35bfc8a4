using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Domain.People;

namespace LeadershipBot.Tests.Domain.Ledger;

/// <summary>Joining like items: one speaks for all, without chains and circles.</summary>
public sealed class LedgerMergingTests
{
    private static readonly DateTimeOffset Raised = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Actor Organiser = Members.With(Roles.Organiser);
    private static readonly LedgerEntry One = Entry("e1");
    private static readonly LedgerEntry Other = Entry("e2");

    [Fact]
    public void Support_is_added_up_and_the_joined_one_is_open_no_more()
    {
        var into = Fact(Other.Joining(One, Organiser));
        var one = Fact(One.JoinedTo(into.Id));
        Assert.Equal((2, 2, "e2", false), (into.Support, into.Version, one.MergedInto, one.IsOpen));
        var apart = Fact(one.Separated(Organiser));
        Assert.Equal((null, true, 1), (apart.MergedInto, apart.IsOpen, into.Releasing(new JoinedEntry("e1", 1)).Support));
        Assert.Same(apart, Fact(apart.Separated(Organiser)));
    }

    [Fact]
    public void What_would_make_a_chain_a_circle_or_a_stranger_is_refused()
    {
        var into = Fact(Other.Joining(One, Organiser));
        var one = Fact(One.JoinedTo("e2"));
        Assert.Equal("ledger.refused.itself", Why(One.Joining(One, Organiser)));
        Assert.Equal("ledger.refused.merged", Why(Entry("e3").Joining(one, Organiser)));
        Assert.Equal("ledger.refused.merged", Why(one.Joining(Entry("e3"), Organiser)));
        Assert.Equal("ledger.refused.holdsOthers", Why(One.Joining(into, Organiser)));
        Assert.Equal("ledger.refused.holdsOthers", Why(into.JoinedTo("e1")));
        Assert.Equal("ledger.refused.unknown", Why((Other with { Organisation = Members.Barnet }).Joining(One, Organiser)));
        Assert.Equal("ledger.refused.role", Why(Other.Joining(One, Members.Ann)));
        Assert.Equal("ledger.refused.role", Why(one.Separated(Members.Ann)));
        Assert.Equal("ledger.refused.decided", Why(Other.Joining(Decided(One, Raised), Organiser)));
        Assert.Equal("ledger.refused.merged", Why(one.Added("more", Today)));
    }

    [Fact]
    public void Both_authors_verdicts_count_and_only_of_the_fate_as_it_is_now()
    {
        var into = Decided(Fact(Other.Joining(One, Organiser)), Raised.AddDays(5));
        var joined = new JoinedEntry("e1", 1);
        var judged = Fact(into.JudgedBy(joined, Verdict.Answers));
        joined = joined with { Verdict = Verdict.Answers, JudgedAt = Raised.AddDays(6) };
        Assert.Equal((1, 1), (judged.JoinedJudged, judged.JoinedContent));
        Assert.Same(judged, Fact(judged.JudgedBy(joined, Verdict.Answers)));
        var changed = Fact(judged.JudgedBy(joined, Verdict.DoesNotAnswer));
        Assert.Equal((1, 0), (changed.JoinedJudged, changed.JoinedContent));
        Assert.Equal((0, 0, 1), (judged.Releasing(joined).JoinedJudged, judged.Releasing(joined).JoinedContent, judged.Releasing(joined).Support));

        var again = Decided(Fact(judged.After(new FateStep(Fate.Considering, "Again"), Organiser, Raised.AddDays(7), Today)), Raised.AddDays(8));
        Assert.Equal((0, Verdict.None), (again.JoinedJudged, joined.VerdictOf(again)));
        Assert.Equal(1, Fact(again.JudgedBy(joined, Verdict.Answers)).JoinedJudged);
        Assert.Equal("ledger.refused.notDecided", Why(Other.JudgedBy(joined, Verdict.Answers)));
    }

    [Fact]
    public void The_joined_author_reads_their_words_and_what_became_of_both()
    {
        var into = Decided(Fact(Other.Joining(One, Organiser)), Raised.AddDays(5));
        var shown = Fact(One.JoinedTo("e2")).Following(into, new JoinedEntry("e1", 1) { Verdict = Verdict.Answers, JudgedAt = Raised.AddDays(6) });
        Assert.Equal(("Words of e1", Fate.ActedOn, "Done", Verdict.Answers), (shown.Words, shown.Fate, shown.Answer, shown.Verdict));
    }

    private static LedgerEntry Decided(LedgerEntry entry, DateTimeOffset at) => Fact(entry.After(new FateStep(Fate.ActedOn, "Done"), Organiser, at, Today));

    private static LedgerEntry Entry(string id) => Fact(new RaiseDraft(Voice.Confidential, "Words of " + id).Raise(id, Reference.Of(1), Members.Ann, Raised, Today));

    private static LedgerEntry Fact(Ruling<LedgerEntry> ruling) => ruling.IsRefused(out var why, out var entry) ? throw new Xunit.Sdk.XunitException(why.TextKey) : entry;

    private static string? Why(Ruling<LedgerEntry> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
