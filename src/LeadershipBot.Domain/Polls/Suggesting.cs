using System.Globalization;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;

namespace LeadershipBot.Domain.Polls;

/// <summary>
/// That people who are asked suggest further choices, and whoever asked decides. A choice that is added comes last, so that
/// answers and counts stay what they are. Never of an anonymous poll: its box is as large as its choices were.
/// </summary>
public static class Suggesting
{
    /// <summary>So many may one person suggest for one poll.</summary>
    public const int PerPersonMax = 3;

    /// <summary>So many may be suggested for one poll, so that deciding stays little work.</summary>
    public const int PerPollMax = 30;

    /// <summary>Whether further choices fit what is asked, and how.</summary>
    public static bool Fits(IReadOnlyList<Question> questions, Voice voice)
        => questions is [{ Kind: QuestionKind.Single or QuestionKind.Multiple }] && voice is not Voice.Anonymous;

    /// <summary>Whether a poll takes one more, as long as it is open.</summary>
    public static bool TakesMore(Poll poll)
    {
        ArgumentNullException.ThrowIfNull(poll);
        return poll.TakesSuggestions && Fits(poll.Questions, poll.Privacy.Voice) && poll.Questions[0].Choices.Count < PollLimits.ChoicesMax;
    }

    /// <summary>Why nothing can be suggested; null if it can.</summary>
    public static Refusal? WhyNot(Poll poll, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        if (!poll.IsOpenAt(now))
            return new Refusal("polls.suggest.refused.closed");
        if (!poll.TakesSuggestions || !Fits(poll.Questions, poll.Privacy.Voice))
            return new Refusal("polls.suggest.refused.off");
        return TakesMore(poll) ? null : new Refusal("polls.suggest.refused.full", ("max", Number(PollLimits.ChoicesMax)));
    }

    /// <summary>By what two suggestions are the same: case, and what nobody sees, don't matter.</summary>
    public static string SameAs(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return FoldedText.Of(QuestionDraft.InOneLine(words)).ToUpperInvariant();
    }

    /// <summary>The suggestion; the one that is there already, where the same person suggested the same before.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="typed">As typed.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="there">What was suggested so far.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public static Ruling<ChoiceSuggestion> Suggest(Poll poll, string typed, Suggester person, IReadOnlyCollection<ChoiceSuggestion> there, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(there);
        var words = QuestionDraft.InOneLine(typed);
        var same = there.FirstOrDefault(one => SameAs(one.Words) == SameAs(words));
        if (same is not null && same.SuggestedBy == person.Id)
            return same;
        if (WhyNot(poll, now) is { } refusal)
            return refusal;
        if (!QuestionDraft.Shows(words))
            return new Refusal("polls.suggest.refused.nothing");
        if (words.Length > PollLimits.ChoiceCharactersMax)
            return QuestionDraft.TooLong("polls.refused.longChoice", words.Length, PollLimits.ChoiceCharactersMax);
        if (PatientData.FindIn(words, today) is not null)
            return new Refusal("shell.refused.patientData");
        if (Stands(poll, words))
            return new Refusal("polls.suggest.refused.there", ("choice", words));
        if (same is not null)
            return same.State is SuggestionState.NotAdded
                ? new Refusal("polls.suggest.refused.declined", ("choice", same.Words), ("why", same.Why))
                : new Refusal("polls.suggest.refused.same", ("choice", same.Words));
        if (person.MayDecide)
            return new ChoiceSuggestion(words, person.Id, person.Name, now);
        if (there.Count(one => one.SuggestedBy == person.Id) >= PerPersonMax)
            return new Refusal("polls.suggest.refused.yours", ("max", Number(PerPersonMax)));
        return there.Count >= PerPollMax
            ? new Refusal("polls.suggest.refused.many", ("max", Number(PerPollMax)))
            : new ChoiceSuggestion(words, person.Id, person.Name, now);
    }

    /// <summary>
    /// Adds it as the last choice. What was decided before stays: then nothing changes. So it is where it stands there
    /// already, since whoever asked had the same thought.
    /// </summary>
    public static Ruling<SuggestionDecided> Add(Poll poll, ChoiceSuggestion suggestion, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(suggestion);
        if (WhyNotDecided(poll, suggestion, actor, now) is { } refusal)
            return refusal;
        if (suggestion.State is not SuggestionState.Waiting)
            return new SuggestionDecided(poll, suggestion);
        var added = suggestion with { State = SuggestionState.Added, DecidedAt = now };
        if (Fits(poll.Questions, poll.Privacy.Voice) && Stands(poll, suggestion.Words))
            return new SuggestionDecided(poll, added);
        if (!Fits(poll.Questions, poll.Privacy.Voice))
            return new Refusal("polls.suggest.refused.off");
        var question = poll.Questions[0];
        if (question.Choices.Count >= PollLimits.ChoicesMax)
            return new Refusal("polls.suggest.refused.full", ("max", Number(PollLimits.ChoicesMax)));
        var more = question with
        {
            Choices = [.. question.Choices, suggestion.Words],
            ChosenMax = question.TakesSeveral && question.ChosenMax == question.Choices.Count ? question.ChosenMax + 1 : question.ChosenMax, // all of them still
        };
        return new SuggestionDecided(poll with { Questions = [more], Revision = poll.Revision + 1 }, added);
    }

    /// <summary>Doesn't add it, and says why. What was decided before stays.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="suggestion">What was suggested.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="why">As typed.</param>
    /// <param name="now">The moment.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public static Ruling<SuggestionDecided> Decline(Poll poll, ChoiceSuggestion suggestion, Actor actor, string why, DateTimeOffset now, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(suggestion);
        if (WhyNotDecided(poll, suggestion, actor, now) is { } refusal)
            return refusal;
        if (suggestion.State is not SuggestionState.Waiting)
            return new SuggestionDecided(poll, suggestion);
        why = QuestionDraft.InOneLine(why);
        if (!QuestionDraft.Shows(why))
            return new Refusal("polls.suggest.refused.noWhy");
        if (why.Length > PollLimits.ReasonCharactersMax)
            return QuestionDraft.TooLong("polls.refused.longReason", why.Length, PollLimits.ReasonCharactersMax);
        return PatientData.FindIn(why, today) is null
            ? new SuggestionDecided(poll, suggestion with { State = SuggestionState.NotAdded, Why = why, DecidedAt = now })
            : new Refusal("shell.refused.patientData");
    }

    /// <summary>Why the person can't decide it at this moment; null if they can, or it is decided.</summary>
    public static Refusal? WhyNotDecided(Poll poll, ChoiceSuggestion suggestion, Actor actor, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(suggestion);
        if (!poll.MayBeManagedBy(actor))
            return new Refusal("polls.manage.refused.role", ("asker", poll.AskedByName));
        return suggestion.State is SuggestionState.Waiting && !poll.IsOpenAt(now) ? new Refusal("polls.suggest.refused.closed") : null;
    }

    private static bool Stands(Poll poll, string words) => poll.Questions[0].Choices.Any(choice => SameAs(choice) == SameAs(words));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What was decided of a suggestion.</summary>
/// <param name="Poll">The poll then; the same one where no choice was added.</param>
/// <param name="Suggestion">The suggestion then.</param>
public sealed record SuggestionDecided(Poll Poll, ChoiceSuggestion Suggestion);

/// <summary>Somebody who suggests a choice.</summary>
/// <param name="Id">Object id.</param>
/// <param name="Name">Their name; empty where nobody is to see it.</param>
/// <param name="MayDecide">Whether they may decide on it themselves, so that it is added at once.</param>
public sealed record Suggester(string Id, string Name, bool MayDecide);
