using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Polls.Comparing;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Files;

namespace LeadershipBot.Features.Polls.Results;

/// <summary>Makes a result as JSON, for programs: what the table holds, and no more.</summary>
internal sealed class ResultData(ResultReader reader, CountingWords counting, CardLibrary library, Sentences sentences) : IFileSource
{
    public const string FileKind = "polls.resultData";

    /// <summary>How the form names it.</summary>
    public const string Choice = "json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly TextFile _text = library.Text;

    public string Kind => FileKind;

    /// <summary>The offer of it.</summary>
    public FileOffer Offer(PollHead head) => new(FileKind, "result.json", _text.Plain("polls.results.file.about", ("question", head.Poll.Title)), head.PartitionKey);

    public async Task<Ruling<FileContent>> MakeAsync(FileWish wish, CancellationToken cancellationToken)
    {
        if ((await ResultWish.ReadAsync(reader, wish, cancellationToken)).IsRefused(out var refusal, out var reading))
            return refusal;
        var (poll, nameOf) = (reading.Poll, await reader.NamesOfGroupsAsync(reading.Poll, cancellationToken));
        var comments = reading.First.WhoAnsweredWhat ? [] : await reader.ReadCommentsAsync(reading, cancellationToken);
        var file = new JsonObject
        {
            ["title"] = poll.Title,
            ["organisation"] = _text.NameOf(poll.Organisation),
            ["asked_by"] = poll.AskedByName,
            ["asked_at"] = poll.OpenedAt,
            ["ended_at"] = poll.EndedAt(wish.At),
            ["voice"] = poll.Privacy.Voice.ToString(),
            ["on_roll"] = poll.OnRoll,
            ["answered"] = reading.First.Answered,
            ["questions"] = new JsonArray([.. poll.Questions.Select((question, q) => ToJson(reading, q, nameOf))]),
            ["outcome"] = reading.Head.Outcome is { } outcome ? ToJson(outcome) : null,
            ["comments"] = new JsonArray([.. comments.Select(comment => JsonValue.Create(comment.Words))]),
        };
        if (reading.Stand is { } stand)
            file["counting"] = CountingData.ToJson(stand, reading.First.Whole is not null, counting);
        return new FileContent("application/json", JsonSerializer.SerializeToUtf8Bytes(file, Readable));
    }

    private static JsonObject ToJson(PollOutcome outcome) => new()
    {
        ["kind"] = outcome.Kind.ToString(),
        ["words"] = outcome.Words,
        ["said_by"] = outcome.SaidBy,
        ["said_at"] = outcome.SaidAt,
        ["review_on"] = outcome.ReviewOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private JsonObject ToJson(ResultReading reading, int q, Func<string, string> nameOf)
    {
        var (question, shown) = (reading.Poll.Questions[q], reading.Questions[q]);
        var json = ToJson(question, shown, nameOf);
        if (reading.Before?.With(question, shown).Trend is { } trend)
        {
            json["trend"] = new JsonObject
            {
                ["before_ended_at"] = reading.Before.EndedAt,
                ["before_answered"] = trend.Before.Answered,
                ["changes"] = new JsonArray([.. trend.Changes.Select(change => new JsonObject
                {
                    ["measure"] = ComparedWords.Label(_text, question, change.Measure),
                    ["unit"] = UnitOf(change.Measure),
                    ["before"] = change.Before,
                    ["now"] = change.Now,
                    ["change"] = change.By,
                })]),
            };
        }

        if (ComparedWords.GapOf(reading, q) is { } gap)
        {
            json["gap"] = new JsonObject
            {
                ["measure"] = ComparedWords.Label(_text, question, gap.Measure),
                ["unit"] = UnitOf(gap.Measure),
                ["leaders"] = gap.OfLeaders,
                ["leaders_answered"] = gap.Leaders.Answered,
                ["grassroots"] = gap.OfGrassroots,
                ["grassroots_answered"] = gap.Grassroots.Answered,
                ["gap"] = gap.Width,
            };
        }

        return json;
    }

    private static string UnitOf(Measure measure) => measure.IsMean ? "mean" : "per cent";

    private JsonObject ToJson(Question question, Shown shown, Func<string, string> nameOf) => new()
    {
        ["question"] = question.Words,
        ["kind"] = question.Kind.ToString(),
        ["whole"] = shown.Whole is { } whole ? ToJson(question, whole) : null,
        ["groups"] = new JsonArray([.. shown.Groups.Select(group => new JsonObject { ["group"] = nameOf(group.Name), ["result"] = ToJson(question, group) })]),
        ["others"] = shown.Others is { } others ? new JsonObject { ["groups"] = others.GroupsInIt, ["result"] = ToJson(question, others) } : null,
        ["not_shown"] = new JsonArray([.. shown.Reasons.Select(reason => JsonValue.Create(sentences.Plain(reason).Words))]),
    };

    /// <summary>Of a ranking each choice has a count for each place, the first first.</summary>
    private static JsonObject ToJson(Question question, ShownGroup scores) => new()
    {
        ["answered"] = scores.Answered,
        ["choices"] = new JsonArray([.. question.Choices.Select((choice, i) => new JsonObject
        {
            ["choice"] = choice,
            [question.Kind is QuestionKind.Ranking ? "places" : "count"] = question.Kind is QuestionKind.Ranking
                ? new JsonArray([.. scores.Counts.Skip(i * question.Choices.Count).Take(question.Choices.Count).Select(count => JsonValue.Create(count))])
                : JsonValue.Create(scores.Counts[i]),
        })]),
    };
}
