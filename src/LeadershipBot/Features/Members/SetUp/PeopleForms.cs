using System.Globalization;
using System.Text;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>Draws the dialog in which a list is pasted, and the report of what it would do.</summary>
internal sealed class PeopleForms(CardLibrary library, Sentences sentences, ImportSentences imports)
{
    /// <summary>What a dialog can bring; longer lists come as a file.</summary>
    public const int TypedMax = 12_000;

    private const int ShownBytesMax = 14 * 1024;

    // A few lines stand on the card; of many the first, since all of them are to be had as a file.
    private const int LinesMax = 10;
    private const int LinesOfMany = 5;

    private readonly TextFile _text = library.Text;

    /// <param name="organisation">Into which the list goes.</param>
    /// <param name="typed">What was pasted.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Paste(Organisation organisation, string typed, Refusal? problem)
    {
        var title = _text.Plain("setup.paste.title");
        var data = About(organisation, title).Set("typed", PlainText.FromPerson(Encoding.UTF8.GetByteCount(typed) > ShownBytesMax ? "" : typed));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return new Answer.Dialog(title, new CardView("members/setup-paste", data, title));
    }

    /// <summary>What the list would do, with the button that makes it true.</summary>
    /// <param name="organisation">Into which the list goes.</param>
    /// <param name="staged">What it would do, and under which token that waits.</param>
    /// <param name="listId">Where the lines are kept that can't be used; empty if nowhere.</param>
    /// <param name="inDialog">Whether it stands in a dialog.</param>
    public Answer.Card Report(Organisation organisation, StagedImport staged, string listId, bool inDialog)
    {
        var report = staged.Report;
        var title = report.Unreadable is not null ? _text.Plain("setup.report.unreadable")
            : staged.Token is null ? _text.Plain("setup.report.nothing") : _text.Plain("setup.report.title");
        var data = Lines(organisation, title, LinesOf(report), report, listId, inDialog);
        if (staged.Token is { } token)
            data.SetId("token", token).Set("note", _text.Format("setup.report.note"));
        return Card(data, title, mayImport: staged.Token is not null, mayAgain: false, isDone: false);
    }

    /// <summary>What was imported, and which lines were not, and why.</summary>
    public Answer.Card Done(Organisation organisation, ImportReport report, string listId, bool inDialog)
    {
        var title = _text.Plain("setup.report.done");
        return Card(Lines(organisation, title, [CardText.FromPerson(Imported(report).Words)], report, listId, inDialog), title, mayImport: false, mayAgain: false, isDone: true);
    }

    /// <summary>Nothing was imported, since somebody changed the roll; the list can be looked at once more.</summary>
    public Answer.Card Changed(Organisation organisation, Refusal refusal, string listId, bool inDialog)
    {
        var title = _text.Plain("setup.report.not");
        var (happened, next) = (sentences.InCard(refusal).Happened, _text.Format("setup.report.look"));
        return Card(Lines(organisation, title, [happened, next], new ImportReport(), listId, inDialog), title, mayImport: false, mayAgain: true, isDone: false);
    }

    private CardData Lines(Organisation organisation, PlainText title, IEnumerable<CardText> lines, ImportReport report, string listId, bool inDialog)
    {
        var shown = report.RejectedLines.Take(report.RejectedLines.Count > LinesMax ? LinesOfMany : LinesMax).ToList();
        var data = About(organisation, title)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", lines.Select(line => new CardData().Set("line", line)))
            .Set("rejected", shown.Select(line => new CardData().Set("line", CardText.FromPerson(imports.Line(line)))))
            .Set("inDialog", inDialog)
            .Set("mayFile", listId.Length > 0 && report.RejectedLines.Count > shown.Count);
        if (listId.Length > 0)
            data.SetId("list", listId);
        if (report.Rejected > shown.Count)
            data.Set("more", _text.Format("setup.report.more", ("count", report.Rejected - shown.Count)));
        return data;
    }

    private static Answer.Card Card(CardData data, PlainText title, bool mayImport, bool mayAgain, bool isDone)
        => new(new CardView("members/setup-report", data.Set("mayImport", mayImport).Set("mayAgain", mayAgain).Set("isDone", isDone), title));

    /// <summary>What was imported, in one line.</summary>
    public PlainText Imported(ImportReport report)
        => report.Rejected == 0
            ? _text.Plain("setup.imported", ("added", report.Added), ("changed", report.Changed), ("left", report.Left))
            : _text.Plain("setup.imported.but", ("added", report.Added), ("changed", report.Changed), ("left", report.Left), ("count", report.Rejected));

    private IEnumerable<CardText> LinesOf(ImportReport report)
    {
        if (report.Unreadable is { } unreadable)
        {
            yield return CardText.FromPerson(imports.Sentence(unreadable));
            yield break;
        }

        if (report.Added > 0)
            yield return _text.Format("setup.report.added", ("number", With(report.Added, report.Names.Added)));
        if (report.Changed > 0)
            yield return _text.Format("setup.report.changed", ("number", With(report.Changed, report.Names.Changed)));
        if (report.Left > 0)
            yield return _text.Format("setup.report.left", ("number", With(report.Left, report.Names.Left)));
        if (report.Unchanged > 0)
            yield return _text.Format("setup.report.unchanged", ("number", report.Unchanged));
        if (report.Rejected > 0)
            yield return _text.Format("setup.report.rejected", ("number", report.Rejected));
        if (report.Ignored > 0)
            yield return _text.Format("setup.report.ignored", ("number", report.Ignored));
        if (report.Unverified > 0)
            yield return _text.Format("imports.report.unverified", ("count", report.Unverified));
        if (report.StayUntold > 0)
            yield return _text.Format("setup.report.stay", ("number", report.StayUntold));
    }

    private string With(int number, IReadOnlyList<string> names)
    {
        var counted = number.ToString("N0", CultureInfo.InvariantCulture);
        return names.Count == 0 ? counted : $"{counted} ({_text.NamesOf(names)})";
    }

    private CardData About(Organisation organisation, PlainText summary) => new CardData()
        .SetId("organisationId", organisation.Name.Id)
        .Set("organisation", CardText.FromPerson(organisation.Name.Name))
        .Set("summary", summary)
        .Set("spoken", _text.AsSpoken(summary));
}
