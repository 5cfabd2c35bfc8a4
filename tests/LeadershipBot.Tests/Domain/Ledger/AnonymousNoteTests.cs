using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Ledger;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Ledger;

public sealed class AnonymousNoteTests
{
    private static readonly DateOnly Today = new(2026, 3, 9);

    private static readonly LedgerEntry Entry = new("abc", new OrganisationName("larkford", "Larkford"), Reference.Of(1), Voice.Anonymous, "Words", default);

    [Fact]
    public void A_note_reads_as_it_was_written()
        => Prop.ForAll<string, byte>((words, kind) =>
        {
            var note = new AnonymousNote((AnonymousKind)(kind % 5), words ?? "") { About = "about", Seen = "seen" };
            Assert.Equal(note, AnonymousNote.Read(note.Write()));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("a\n\n")]
    [InlineData("z\n\n\nwords")]
    [InlineData("ab\n\n\nwords")]
    public void Anything_else_is_no_note(string text) => Assert.Null(AnonymousNote.Read(text));

    [Fact]
    public void What_can_be_said_depends_on_where_the_entry_stands()
    {
        var asked = Entry with { Question = "Which?" };
        var decided = Entry with { Fate = Fate.ActedOn };
        Assert.Null(new AnonymousNote(AnonymousKind.Answer, "This one").Check(asked, Today));
        Assert.Equal("ledger.refused.noQuestion", new AnonymousNote(AnonymousKind.Answer, "This one").Check(Entry, Today)?.TextKey);
        Assert.Null(new AnonymousNote(AnonymousKind.Add, "More").Check(Entry, Today));
        Assert.Equal("ledger.refused.closed", new AnonymousNote(AnonymousKind.Add, "More").Check(decided, Today)?.TextKey);
        Assert.Null(new AnonymousNote(AnonymousKind.Content, "").Check(decided, Today));
        Assert.Equal("ledger.refused.notDecided", new AnonymousNote(AnonymousKind.NotContent, "").Check(Entry, Today)?.TextKey);
        Assert.Equal("ledger.refused.merged", new AnonymousNote(AnonymousKind.Content, "").Check(decided with { MergedInto = "other" }, Today)?.TextKey);
        Assert.Equal("ledger.refused.merged", new AnonymousNote(AnonymousKind.Raise, "x").Check(decided, Today)?.TextKey);
    }

    [Fact]
    public void What_changed_since_it_was_said_loses_no_words_and_moves_no_verdict()
    {
        var asked = Entry with { Question = "Which?" };
        Assert.Equal("", new AnonymousNote(AnonymousKind.Answer, "x").PassedOnTo(asked, isAsSeen: true)!.Question);
        Assert.Equal(asked with { Version = 2 }, new AnonymousNote(AnonymousKind.Answer, "x").PassedOnTo(asked, isAsSeen: false));
        Assert.Equal(asked with { Version = 2 }, new AnonymousNote(AnonymousKind.Add, "x").PassedOnTo(asked, isAsSeen: true));
        var decided = Entry with { Fate = Fate.ActedOn };
        Assert.Equal(Verdict.DoesNotAnswer, new AnonymousNote(AnonymousKind.NotContent, "").PassedOnTo(decided, isAsSeen: true)!.Verdict);
        Assert.Null(new AnonymousNote(AnonymousKind.Content, "").PassedOnTo(decided, isAsSeen: false));
        Assert.Null(new AnonymousNote(AnonymousKind.Content, "").PassedOnTo(Entry, isAsSeen: true));
    }
}
