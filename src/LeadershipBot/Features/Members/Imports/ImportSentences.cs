using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Imports;
using LeadershipBot.Features.Members.Roster;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Members.Imports;

/// <summary>Says in words what an import did or would do: for the command line, for cards, and for files of rejected lines.</summary>
internal sealed class ImportSentences(CardLibrary library)
{
    /// <summary>So many rejected lines are named; the others are counted.</summary>
    public const int NamedMax = 20;

    private readonly TextFile _text = library.Text;

    /// <summary>The report as lines for the person who ran the import.</summary>
    public IEnumerable<string> Lines(ImportReport report)
    {
        if (report.Unreadable is { } unreadable)
            yield return Sentence(unreadable);
        else
            yield return Counts(report);
        if (report.Names.Added.Count > 0)
            yield return "  " + _text.Plain("imports.report.new", ("names", _text.NamesOf(report.Names.Added))).Words;
        if (report.Names.Changed.Count > 0)
            yield return "  " + _text.Plain("imports.report.otherwise", ("names", _text.NamesOf(report.Names.Changed))).Words;
        if (report.Names.Left.Count > 0)
            yield return "  " + _text.Plain("imports.report.gone", ("names", _text.NamesOf(report.Names.Left))).Words;
        if (report.NotInFile > 0)
            yield return _text.Plain("imports.report.notInFile", ("count", report.NotInFile)).Words;
        if (report.Ignored > 0)
            yield return _text.Plain("imports.report.ignored", ("count", report.Ignored)).Words;
        if (report.Unverified > 0)
            yield return _text.Plain("imports.report.unverified", ("count", report.Unverified)).Words;
        if (report.StayUntold > 0)
            yield return _text.Plain("imports.report.stay", ("count", report.StayUntold)).Words;
        foreach (var line in report.RejectedLines.Take(NamedMax))
            yield return "  " + Line(line);
        if (report.Rejected > NamedMax)
            yield return "  " + _text.Plain("imports.report.more", ("count", report.Rejected - NamedMax)).Words;
    }

    /// <summary>Why nothing was read; where no line could be used, with what is wrong with the first.</summary>
    public string Unreadable(ImportReport report)
        => report.Unreadable is not { } why ? "" : report.RejectedLines is [var first, ..] ? $"{Sentence(why)} {Line(first)}" : Sentence(why);

    /// <summary>One line that could not be used, and why.</summary>
    public string Line(RejectedLine line)
    {
        var number = line.Line.ToString(CultureInfo.InvariantCulture); // no thousands: it is what the editor shows
        return line.Column.Length == 0
            ? _text.Plain("imports.line", ("line", number), ("reason", Sentence(line.Reason))).Words
            : _text.Plain("imports.lineColumn", ("line", number), ("column", line.Column), ("reason", Sentence(line.Reason))).Words;
    }

    /// <summary>A reason, as its text key and values say it; a value called <c>count</c> chooses between one and several.</summary>
    public string Sentence(Refusal reason)
        => _text.Plain(reason.TextKey, [.. reason.Values.Select(ArgumentOf)]).Words;

    /// <summary>As what the file was read.</summary>
    public string Named(Recognised file)
    {
        var layout = _text.Plain(file.Layout switch
        {
            FileLayout.Epraccur => "imports.layout.epraccur",
            FileLayout.ShortList => "imports.layout.shortList",
            FileLayout.Eccg => "imports.layout.eccg",
            FileLayout.Bodies => "imports.layout.bodies",
            FileLayout.People => "imports.layout.people",
            FileLayout.Localities => "imports.layout.localities",
            _ => "imports.layout.listSizes",
        });
        return $"{layout.Words}, {(file.Encoding.Length > 0 ? file.Encoding : _text.Plain("imports.layout.pasted").Words)}";
    }

    private string Counts(ImportReport report)
    {
        var file = report.Recognised is { } recognised ? Named(recognised) : "";
        return report.IsDryRun
            ? _text.Plain("imports.report.dryRun", ("file", file), ("added", report.Added), ("changed", report.Changed), ("left", report.Left), ("unchanged", report.Unchanged), ("rejected", report.Rejected)).Words
            : _text.Plain("imports.report.done", ("file", file), ("added", report.Added), ("changed", report.Changed), ("left", report.Left), ("unchanged", report.Unchanged), ("rejected", report.Rejected)).Words;
    }

    private static TextArgument ArgumentOf((string Name, string Value) value)
        => value.Name == "count" && int.TryParse(value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (value.Name, count) : (value.Name, value.Value);
}
