using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;
using LeadershipBot.Tests.Domain.People;

namespace LeadershipBot.Tests.Domain.Ledger;

/// <summary>Raised on Monday 2 March 2026 at 09:00.</summary>
public sealed class LedgerTests
{
    private static readonly DateTimeOffset Raised = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Actor Organiser = Members.With(Roles.Organiser);
    private static readonly LedgerEntry Entry = Fact(new RaiseDraft(Voice.Confidential, " The line is engaged ").Raise("e1", Reference.Of(77), Members.Ann, Raised, Today));

    [Fact]
    public void A_confidential_entry_holds_no_name_and_a_named_one_does()
    {
        Assert.Equal(("The line is engaged", ""), (Entry.Words, Entry.RaisedByName));
        Assert.Equal("Dr Ann Lee", Fact(new RaiseDraft(Voice.Named, "x").Raise("e", Reference.Of(1), Members.Ann, Raised, Today)).RaisedByName);
    }

    [Theory]
    [InlineData(Voice.Anonymous, "x", "ledger.refused.voice")]
    [InlineData(Voice.Named, " \u200b ", "ledger.refused.noWords")]
    [InlineData(Voice.Confidential, "NHS 485 777 3457", "shell.refused.patientData")]
    public void What_can_not_be_raised_is_refused(Voice voice, string words, string key)
        => Assert.Equal(key, Why(new RaiseDraft(voice, words).Raise("e", Reference.Of(1), Members.Ann, Raised, Today)));

    [Fact]
    public void Too_many_words_and_somebody_whom_nobody_lists_are_refused()
    {
        Assert.Equal("ledger.refused.longWords", Why(new RaiseDraft(Voice.Named, new string('x', LedgerLimits.WordsMax + 1)).Raise("e", Reference.Of(1), Members.Ann, Raised, Today)));
        Assert.Equal("ledger.refused.notListed", Why(new RaiseDraft(Voice.Named, "x").Raise("e", Reference.Of(1), Members.Ann with { Hat = Hat.Unlisted(Members.Enfield) }, Raised, Today)));
    }

    [Theory]
    [InlineData(Fate.Heard, "so", "", "ledger.refused.fate")]
    [InlineData((Fate)9, "so", "", "ledger.refused.fate")]
    [InlineData(Fate.NotActedOn, " ", "", "ledger.refused.noReason")]
    [InlineData(Fate.Considering, "", "", "ledger.refused.noAnswer")]
    [InlineData(Fate.PassedOn, "so", " ", "ledger.refused.noBody")]
    [InlineData(Fate.PassedOn, "so", "ICB, born 01/02/1950", "shell.refused.patientData")]
    [InlineData(Fate.ActedOn, "485 777 3457", "", "shell.refused.patientData")]
    public void A_step_that_says_too_little_or_too_much_is_refused(Fate fate, string answer, string body, string key)
        => Assert.Equal(key, Why(Entry.After(new FateStep(fate, answer) { PassedTo = body }, Organiser, Raised, Today)));

    [Fact]
    public void Organisers_chairs_and_the_owner_manage_it_and_nobody_else()
    {
        var owned = Fact(Entry.GivenTo(new LedgerOwner(Members.Ben.MemberId, "Ben"), Organiser));
        Assert.True(Entry.MayBeManagedBy(Organiser) && Entry.MayBeManagedBy(Members.With(Roles.Chair)) && owned.MayBeManagedBy(Members.Ben));
        Assert.False(Entry.MayBeManagedBy(Members.Ben) || owned.MayBeManagedBy(Members.Ann) || owned.MayBeAssignedBy(Members.Ben) || Entry.MayBeManagedBy(Members.Of(Members.Barnet, Roles.Organiser)));
        Assert.Equal("ledger.refused.role", Why(Entry.After(new FateStep(Fate.ActedOn, "so"), Members.Ann, Raised, Today)));
        Assert.Equal("ledger.refused.role", Why(owned.GivenTo(new LedgerOwner(Members.Ann.MemberId, "Ann"), Members.Ben)));
        Assert.Equal("ledger.refused.role", Why(owned.Hidden("so", Members.Ben, Today)));
    }

    [Fact]
    public void The_first_reply_and_the_outcome_are_dated_once_and_the_same_again_changes_nothing()
    {
        var considering = Fact(Entry.After(new FateStep(Fate.Considering, "We look"), Organiser, Raised.AddDays(1), Today));
        var acted = Fact(considering.After(new FateStep(Fate.ActedOn, "Done") { ChangedDecision = true }, Organiser, Raised.AddDays(5), Today));
        Assert.Equal((Raised.AddDays(1), (DateTimeOffset?)Raised.AddDays(5), true, 3), (acted.RepliedAt!.Value, acted.DecidedAt, acted.ChangedDecision, acted.Version));
        Assert.Same(acted, Fact(acted.After(new FateStep(Fate.ActedOn, " Done ") { ChangedDecision = true }, Organiser, Raised.AddDays(9), Today)));
        var judged = Fact(acted.Judged(Verdict.DoesNotAnswer));
        Assert.Same(judged, Fact(judged.Judged(Verdict.DoesNotAnswer)));
        var again = Fact(judged.After(new FateStep(Fate.Considering, "Again"), Organiser, Raised.AddDays(6), Today));
        Assert.Equal(((DateTimeOffset?)null, Verdict.None, false, true), (again.DecidedAt, again.Verdict, again.ChangedDecision, again.IsOpen));
        Assert.Equal("ledger.refused.notDecided", Why(again.Judged(Verdict.Answers)));
    }

    [Fact]
    public void A_question_is_a_reply_and_is_answered_once()
    {
        var asked = Fact(Entry.Asked("Which line?", Organiser, Raised.AddDays(2), Today));
        Assert.Equal(("Which line?", (DateTimeOffset?)Raised.AddDays(2)), (asked.Question, asked.RepliedAt));
        var answered = Fact(asked.Answered("The main one", Today));
        Assert.Equal("", answered.Question);
        Assert.Equal("ledger.refused.noQuestion", Why(answered.Answered("again", Today)));
        Assert.Equal("ledger.refused.closed", Why(Fact(answered.After(new FateStep(Fate.ActedOn, "Done"), Organiser, Raised, Today)).Added("more", Today)));
    }

    [Fact]
    public void What_members_read_can_be_reported_and_hiding_it_settles_that()
    {
        Assert.Equal("ledger.refused.notShown", Why(Entry.Reported("rude", Today)));
        var reported = Fact(Fact(Entry.After(new FateStep(Fate.ActedOn, "Done"), Organiser, Raised, Today)).Reported("rude", Today));
        Assert.Equal(reported with { Version = reported.Version + 1 }, Fact(reported.Reported("very rude", Today))); // every report is a step
        var hidden = Fact(reported.Hidden(" rude ", Organiser, Today));
        Assert.Equal((true, false, "rude"), (reported.IsReported, hidden.IsReported, hidden.HiddenBecause));
        Assert.Equal("ledger.refused.notShown", Why(hidden.Reported("again", Today)));
    }

    [Theory]
    [InlineData(13, 23, LedgerDue.Nothing)]
    [InlineData(14, 0, LedgerDue.Reply)]
    [InlineData(27, 23, LedgerDue.Reply)]
    [InlineData(28, 0, LedgerDue.Fate)]
    public void A_reply_is_due_in_ten_working_days_and_an_outcome_in_28(int days, int hours, LedgerDue due)
        => Assert.Equal(due, LedgerClock.Overdue(Entry, Raised.AddDays(days).AddHours(hours)));

    [Fact]
    public void A_reply_stops_the_first_reminder_and_an_outcome_both()
    {
        var replied = Fact(Entry.Asked("Which?", Organiser, Raised, Today));
        Assert.Equal((LedgerDue.Nothing, Raised.AddDays(28)), (LedgerClock.Overdue(replied, Raised.AddDays(20)), LedgerClock.NextDue(replied)));
        var done = Fact(replied.After(new FateStep(Fate.NotActedOn, "No money"), Organiser, Raised, Today));
        Assert.Equal(LedgerDue.Nothing, LedgerClock.Overdue(done, Raised.AddDays(90)));
    }

    [Fact]
    public void Figures_count_what_was_decided_and_the_middle_of_its_days()
    {
        LedgerEntry Line(Fate fate, int? replied, int? decided, Verdict verdict = Verdict.None)
            => Entry with { Fate = fate, RepliedAt = replied is { } r ? Raised.AddDays(r) : null, DecidedAt = decided is { } d ? Raised.AddDays(d) : null, Verdict = verdict };
        var figures = LedgerFigures.Of([Line(Fate.Heard, null, null), Line(Fate.Considering, 2, null), Line(Fate.ActedOn, 2, 9, Verdict.Answers) with { ChangedDecision = true }, Line(Fate.NotActedOn, 3, 3, Verdict.DoesNotAnswer), Line(Fate.PassedOn, 1, 30), Line(Fate.ActedOn, 1, 1) with { MergedInto = "e9" }]);
        Assert.Equal((5, 4, 3, 1, 1), (figures.Raised, figures.Tally.Replied, figures.Decided, figures.Tally.ActedOn, figures.Tally.PassedOn));
        Assert.Equal((1, 2, 1, 9), (figures.Tally.Changed, figures.Judged, figures.Tally.Content, figures.MedianDays));
        Assert.Equal((33, 80, 50), (figures.ActedOnRate, figures.AnsweredRate, figures.ContentRate));
        var none = LedgerFigures.Of([]);
        Assert.Equal(((int?)null, (int?)null, (int?)null, (int?)null), (none.ActedOnRate, none.AnsweredRate, none.ContentRate, none.MedianDays));
    }

    [Fact]
    public void A_reference_is_read_as_people_type_it()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), drawn =>
        {
            var reference = Reference.Of((uint)drawn);
            var typed = reference.ToString().ToLowerInvariant().Replace('0', 'o').Replace("-", " ", StringComparison.Ordinal);
            return Reference.TryRead(typed, out var read) && read == reference && reference.Code.Length == 6;
        }).QuickCheckThrowOnFailure();
        Assert.False(Reference.TryRead("K7M-3P", out _) || Reference.TryRead(null, out _) || Reference.TryRead("K7M-3PD9", out _));
    }

    private static LedgerEntry Fact(Ruling<LedgerEntry> ruling) => ruling.IsRefused(out var why, out var entry) ? throw new Xunit.Sdk.XunitException(why.TextKey) : entry;

    private static string? Why(Ruling<LedgerEntry> ruling) => ruling.IsRefused(out var why, out _) ? why.TextKey : null;
}
