using System.Globalization;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Features.Polls;

/// <summary>Words that several of a poll's cards share.</summary>
internal static class PollWords
{
    /// <summary>So much of an answer in words stands in a line.</summary>
    private const int SaidCharactersMax = 120;

    /// <summary>Whether the poll is open, and until or since when, in the reader's time zone.</summary>
    public static CardText State(TextFile text, Poll poll, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (poll.IsWaitingToOpen() && poll.OpensAt is { } opens)
            return text.Format("polls.schedule.state", ("when", TimeWords.Moment(opens, zone)));
        if (poll.EndedAt(now) is { } ended)
            return text.Format("polls.state.closedAt", ("when", TimeWords.Moment(ended, zone)));
        return poll.ClosesAt is { } closes
            ? text.Format("polls.state.closesAt", ("when", TimeWords.Moment(closes, zone)))
            : text.Format("polls.state.byHand");
    }

    /// <summary>What the card calls it: a poll, a survey, a date poll, a call for people.</summary>
    public static CardText Kind(TextFile text, Poll poll) => text.Format((poll.IsSurvey, poll.Questions[0].Kind) switch
    {
        (true, _) => "polls.kind.survey",
        (_, QuestionKind.Dates) => "polls.kind.dates",
        (_, QuestionKind.Target) => "polls.kind.target",
        (_, QuestionKind.Consent) => "polls.kind.consent",
        _ => "polls.kind",
    });

    /// <summary>What a kind of question is called where somebody chooses one.</summary>
    public static PlainText NameOf(TextFile text, QuestionKind kind) => text.Plain(kind switch
    {
        QuestionKind.Single => "polls.form.kind.single",
        QuestionKind.Multiple => "polls.form.kind.multiple",
        QuestionKind.Rating => "polls.form.kind.rating",
        QuestionKind.Ranking => "polls.form.kind.ranking",
        QuestionKind.Consent => "polls.form.kind.consent",
        QuestionKind.Target => "polls.form.kind.target",
        QuestionKind.Text => "polls.form.kind.text",
        _ => "polls.form.kind.dates",
    });

    /// <summary>A choice as people read it: the asker's words, or, of a date poll, the moment in the reader's zone.</summary>
    public static string Choice(Question question, int choice, TimeZoneInfo zone)
    {
        var words = question.Choices[choice];
        return question.Kind is QuestionKind.Dates && PollDates.Read(words) is { } moment ? TimeWords.Moment(moment, zone) : words;
    }

    /// <summary>What a person said to one question, in a line; empty if they left it out.</summary>
    public static string Said(Question question, Response response, TimeZoneInfo zone)
    {
        if (response.Text.Length > 0)
            return Shell.TurnData.Clip(response.Text, SaidCharactersMax);
        var isRanking = question.Kind is QuestionKind.Ranking;
        return string.Join(", ", response.Chosen.Select((choice, place) => (isRanking ? $"{(place + 1).ToString(CultureInfo.InvariantCulture)}. " : "") + Choice(question, choice, zone)));
    }

    /// <summary>What a person said to the whole poll, in a line.</summary>
    public static string Said(TextFile text, Poll poll, AnswerSheet? sheet, TimeZoneInfo zone)
    {
        if (sheet is null)
            return text.Plain("polls.said.nothing").Words;
        var said = poll.Questions.Zip(sheet.Responses, (question, response) => Said(question, response, zone)).Where(words => words.Length > 0);
        return string.Join("; ", said);
    }
}
