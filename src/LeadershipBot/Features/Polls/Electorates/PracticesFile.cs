using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Features.Polls.Results;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>Makes how each practice voted as a table, by which anybody can count again: a line for each that was asked.</summary>
internal sealed class PracticesFile(ResultReader reader, CountingWords words, CardLibrary library) : IFileSource
{
    public const string FileKind = "polls.practices";

    /// <summary>How the form names it.</summary>
    public const string Choice = "practices";

    private static readonly string[] Header = ["Practice code", "Practice", "List size", "On roll", "Answered", "Vote", "Weight", "Votes of its people", "Cast by", "Counted apart"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(PollHead head) => new(FileKind, "practices.csv", _text.Plain("polls.counting.file.about", ("question", head.Poll.Title)), head.PartitionKey);

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if ((await ResultWish.ReadAsync(reader, wish, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        var file = new CsvFile(Header);
        foreach (var practice in reading.Practices)
            file.Add(Row(reading.Stand!, practice));
        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }

    /// <summary>What a practice's vote weighs.</summary>
    public static int WeightOf(VoteStand stand, PracticeStand practice)
    {
        if (practice.Votes.Choice is null)
            return 0;
        return stand.Poll.Privacy.Electorate.CountedBy is CountedBy.ListSizes ? practice.Practice.ListSize ?? 0 : 1;
    }

    private string?[] Row(VoteStand stand, PracticeStand practice) =>
    [
        practice.Practice.Code,
        practice.Practice.Name,
        practice.Practice.ListSize?.ToString(CultureInfo.InvariantCulture),
        practice.Practice.IsOffRoll ? "no" : "yes",
        practice.Votes.HasAnswered ? "yes" : "no",
        words.Vote(stand, practice),
        WeightOf(stand, practice).ToString(CultureInfo.InvariantCulture),
        CountingWords.Votes(stand.Poll.Questions, practice.Votes.Votes),
        words.Names(practice.By),
        words.Names(practice.Apart),
    ];
}
