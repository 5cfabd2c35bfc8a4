using System.Text;
using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Members.Imports;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.SetUp;

/// <summary>Draws the dialog in which a list is pasted, and the report of what it would do.</summary>
internal sealed class PeopleForms(CardLibrary library, Sentences sentences)
{
    /// <summary>What a dialog can bring; longer lists come as a file.</summary>
    public const int TypedMax = 12_000;

    private const int ShownBytesMax = 14 * 1024;

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
    public Answer Report(Organisation organisation, StagedImport staged, bool inDialog)
    {
        var report = staged.Report;
        var title = report.Unreadable is not null ? _text.Plain("setup.report.unreadable")
            : staged.Token is null ? _text.Plain("setup.report.nothing") : _text.Plain("setup.report.title");
        var data = About(organisation, title)
            .Set("title", CardText.FromPerson(title.Words))
            .Set("lines", LinesOf(report).Select(line => new CardData().Set("line", line)))
            .Set("rejected", report.FirstRejected.Select(line => new CardData().Set("line", CardText.FromPerson(line.ToString()))))
            .Set("inDialog", inDialog)
            .Set("mayImport", staged.Token is not null);
        if (staged.Token is { } token)
            data.SetId("token", token).Set("note", _text.Format("setup.report.note"));
        if (report.Rejected > report.FirstRejected.Count)
            data.Set("more", _text.Format("setup.report.more", ("count", report.Rejected - report.FirstRejected.Count)));
        return new Answer.Card(new CardView("members/setup-report", data, title));
    }

    /// <summary>What was imported, in one line.</summary>
    public PlainText Imported(ImportReport report)
        => _text.Plain("setup.imported", ("added", report.Added), ("changed", report.Changed), ("left", report.Left), ("rejected", report.Rejected));

    private IEnumerable<CardText> LinesOf(ImportReport report)
    {
        if (report.Unreadable is { } unreadable)
        {
            yield return CardText.FromPerson(unreadable);
            yield break;
        }

        yield return _text.Format("setup.report.added", ("number", report.Added));
        yield return _text.Format("setup.report.changed", ("number", report.Changed));
        yield return _text.Format("setup.report.left", ("number", report.Left));
        yield return _text.Format("setup.report.unchanged", ("number", report.Unchanged));
        yield return _text.Format("setup.report.rejected", ("number", report.Rejected));
        if (report.Ignored > 0)
            yield return _text.Format("setup.report.ignored", ("number", report.Ignored));
        if (report.StayUntold > 0)
            yield return _text.Format("setup.report.stay", ("number", report.StayUntold));
    }

    private CardData About(Organisation organisation, PlainText summary) => new CardData()
        .SetId("organisationId", organisation.Name.Id)
        .Set("organisation", CardText.FromPerson(organisation.Name.Name))
        .Set("summary", summary)
        .Set("spoken", _text.AsSpoken(summary));
}
