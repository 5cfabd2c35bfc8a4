using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Making;

namespace LeadershipBot.Features.Polls.Surveys;

/// <summary>A survey that somebody is writing: kept, so that closing its dialog loses nothing. Each person writes one at a time in an organisation.</summary>
/// <param name="OrganisationId">For which organisation.</param>
/// <param name="Owner">Who writes it.</param>
/// <param name="Nonce">Made when it was begun: asking it twice asks once.</param>
/// <param name="Title">As typed; empty while nothing was.</param>
/// <param name="Questions">Those that were taken so far.</param>
/// <param name="ChangedAt">When it was changed last.</param>
internal sealed record SurveyDraft(string OrganisationId, MemberId Owner, string Nonce, string Title, IReadOnlyList<Question> Questions, DateTimeOffset ChangedAt)
{
    /// <summary>Counts its changes, so that a press on a page of before is known.</summary>
    public int Step { get; init; }

    /// <summary>The survey that was asked already, or has yet to open, and is changed by it; null where it is a new one.</summary>
    public EditedPoll? Edits { get; init; }

    /// <summary>The ready-made set with which it was begun; null where it was begun empty.</summary>
    public PollSet? Set { get; init; }

    /// <summary>The version that was read; null for a new one.</summary>
    public string? ETag { get; init; }

    /// <summary>Whether it takes one more question.</summary>
    public bool TakesMore => Questions.Count < PollLimits.QuestionsMax;

    /// <summary>With a question in this place; behind the others if the place is taken by none.</summary>
    public SurveyDraft WithQuestion(int at, Question question)
        => this with { Questions = at >= 0 && at < Questions.Count ? [.. Questions.Select((before, i) => i == at ? question : before)] : [.. Questions, question] };

    /// <summary>Without the question in this place.</summary>
    public SurveyDraft Without(int at) => this with { Questions = [.. Questions.Where((_, i) => i != at)] };

    /// <summary>With the question in this place one place earlier.</summary>
    public SurveyDraft MovedUp(int at)
    {
        if (at <= 0 || at >= Questions.Count)
            return this;
        var questions = Questions.ToArray();
        (questions[at - 1], questions[at]) = (questions[at], questions[at - 1]);
        return this with { Questions = questions };
    }
}
