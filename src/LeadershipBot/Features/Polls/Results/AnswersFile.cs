using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Makes who answered what in a named poll as a table, for those to whom its privacy line says that they see it.</summary>
internal sealed class AnswersFile(ResultReader reader, CardLibrary library) : IFileSource
{
    public const string FileKind = "polls.answers";

    /// <summary>How the form names it.</summary>
    public const string Choice = "answers";

    private static readonly string[] CountingHeader = ["Counts for practices", "Counted apart"];

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(PollHead head) => new(FileKind, "answers.csv", _text.Plain("polls.results.file.answers.about", ("question", head.Poll.Title)), head.PartitionKey);

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if ((await ResultWish.ReadAsync(reader, wish, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        if ((await reader.ReadAnswersAsync(reading, cancellationToken)).IsRefused(out refusal, out var answers))
            return refusal;
        var questions = reading.Poll.Questions;
        var isFromAnswers = reading.Poll.IsCountedFromAnswers;
        var file = new CsvFile(["Name", "Practice code", "Practice", .. questions.Select(question => question.Words), "Reason", "Answered at", .. isFromAnswers ? CountingHeader : []]);
        foreach (var answer in answers.OrderBy(answer => answer.Name, StringComparer.OrdinalIgnoreCase))
        {
            var said = questions.Zip(answer.Sheet!.Responses, (question, response) => response.Text.Length > 0 ? response.Text : PollWords.Said(question, response, wish.Zone));
            var at = TimeZoneInfo.ConvertTime(answer.AnsweredAt, wish.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
            file.Add([reader.NameOf(answer), answer.Practice?.Code, answer.Practice?.Name, .. said, answer.Sheet.Reason, at, .. isFromAnswers ? [answer.CountsFor.ToString(), answer.IsApart ? "yes" : "no"] : Array.Empty<string>()]);
            if (file.Length > FileContent.BytesMax)
                break; // it is refused as too large
        }

        return new FileContent("text/csv; charset=utf-8", file.Bytes);
    }
}
