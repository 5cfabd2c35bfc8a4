namespace LeadershipBot.Domain.Polls;

/// <summary>What kind of answer a question takes.</summary>
public enum QuestionKind
{
    /// <summary>One of the choices.</summary>
    Single,

    /// <summary>Some of the choices, between a least and a most.</summary>
    Multiple,

    /// <summary>One step of a scale, in its order: numbers, or words such as those of a Likert scale.</summary>
    Rating,

    /// <summary>All choices, the best first.</summary>
    Ranking,

    /// <summary>Agree, abstain, disagree or block, each with a meaning of its own.</summary>
    Consent,

    /// <summary>"I will", until so many have said it. Always named.</summary>
    Target,

    /// <summary>Short text, and no choices.</summary>
    Text,

    /// <summary>Those of some dates that suit. Always named.</summary>
    Dates,
}

/// <summary>One question of a poll. Its kind is data: what the kinds differ in is told here, and nowhere else in the rules.</summary>
/// <param name="Kind">What kind of answer it takes.</param>
/// <param name="Words">1 to <see cref="PollLimits.QuestionCharactersMax"/> characters.</param>
/// <param name="Choices">All different, in the asker's order; of dates the moments as <see cref="PollDates"/> writes them; none where it takes text.</param>
public sealed record Question(QuestionKind Kind, string Words, IReadOnlyList<string> Choices)
{
    /// <summary>The choices of a question for consent, in this order; their words are the product's, not the asker's.</summary>
    public const int ConsentChoices = 4;

    /// <summary>The choice of a question for consent that is neither for nor against it.</summary>
    public const int Abstain = 1;

    /// <summary>The choice of a question for consent that stops what is proposed.</summary>
    public const int Block = 3;

    /// <summary>The least that a person must choose, where they may choose several; at least 1.</summary>
    public int ChosenMin { get; init; } = 1;

    /// <summary>The most that a person may choose, where they may choose several.</summary>
    public int ChosenMax { get; init; } = 1;

    /// <summary>How many are wanted, where it counts to a target; else 0.</summary>
    public int Target { get; init; }

    /// <summary>Whether one press on a choice is the whole answer.</summary>
    public bool IsOnePress => Kind is QuestionKind.Single or QuestionKind.Rating or QuestionKind.Consent or QuestionKind.Target;

    /// <summary>Whether several of the choices may be chosen at once, in no order.</summary>
    public bool TakesSeveral => Kind is QuestionKind.Multiple or QuestionKind.Dates;

    /// <summary>Whether it is of use only if people know who answered, so that no other voice fits it.</summary>
    public bool IsAlwaysNamed => Kind is QuestionKind.Target or QuestionKind.Dates;

    /// <summary>A question with one choice of some.</summary>
    public static Question OneOf(string words, IReadOnlyList<string> choices) => new(QuestionKind.Single, words, choices);

    /// <summary>Why a response can't be taken; null if it can.</summary>
    public Refusal? Check(Response response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (Kind is QuestionKind.Text)
            return CheckText(response);
        if (response.Chosen.Any(choice => choice < 0 || choice >= Choices.Count) || response.Chosen.Distinct().Count() < response.Chosen.Count)
            return new Refusal("polls.refused.choice");
        return Kind switch
        {
            QuestionKind.Ranking when response.Chosen.Count != Choices.Count => new Refusal("polls.refused.ranking", ("count", Choices.Count.ToString(Invariant))),
            QuestionKind.Multiple or QuestionKind.Dates when response.Chosen.Count < ChosenMin => new Refusal("polls.refused.tooFew", ("count", ChosenMin.ToString(Invariant))),
            QuestionKind.Multiple or QuestionKind.Dates when response.Chosen.Count > ChosenMax => new Refusal("polls.refused.tooMany", ("count", ChosenMax.ToString(Invariant))),
            _ when IsOnePress && response.Chosen.Count != 1 => new Refusal("polls.refused.choice"),
            _ => null,
        };
    }

    /// <summary>How many numbers its count has: one for each choice; in a ranking one for each place of each choice.</summary>
    public int Marks => Kind is QuestionKind.Ranking ? Choices.Count * Choices.Count : Choices.Count;

    /// <summary>Whether a response sets a mark: of a ranking, whether it puts choice <c>mark / n</c> of n in place <c>mark % n</c>.</summary>
    /// <param name="response">A response that was checked.</param>
    /// <param name="mark">From 0 to <see cref="Marks"/>, exclusive.</param>
    public bool IsMarked(Response response, int mark)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Kind is QuestionKind.Ranking
            ? response.PlaceOf(mark / Choices.Count) == mark % Choices.Count
            : response.PlaceOf(mark) >= 0;
    }

    /// <summary>The mean place of a choice in a ranking, 1 for the first; without meaning where nobody answered.</summary>
    public double MeanPlace(Tally tally, int choice)
    {
        ArgumentNullException.ThrowIfNull(tally);
        var sum = Enumerable.Range(0, Choices.Count).Sum(place => (place + 1) * tally.Counts[(choice * Choices.Count) + place]);
        return (double)sum / tally.Answered;
    }

    /// <summary>
    /// How many different responses there can be, left out included; <see cref="long.MaxValue"/> where that is beyond
    /// counting. Words don't count.
    /// </summary>
    public long Kinds => 1 + Kind switch
    {
        QuestionKind.Text => 1,
        QuestionKind.Ranking => Enumerable.Range(1, Choices.Count).Aggregate(1L, (product, n) => product * n),
        QuestionKind.Multiple or QuestionKind.Dates => (1L << Choices.Count) - 1,
        _ => Choices.Count,
    };

    /// <summary>The longest text of a response's numbers (<see cref="Response.ToNumbers"/>).</summary>
    public int NumbersMax => Kind switch
    {
        QuestionKind.Text => 1,
        QuestionKind.Ranking or QuestionKind.Multiple or QuestionKind.Dates => 3 * Choices.Count,
        _ => 2,
    };

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static Refusal? CheckText(Response response)
    {
        if (response.Text.Length == 0)
            return new Refusal("polls.refused.noText");
        return response.Text.Length > PollLimits.TextCharactersMax
            ? new Refusal("polls.refused.longText", ("length", response.Text.Length.ToString(Invariant)), ("max", PollLimits.TextCharactersMax.ToString(Invariant)))
            : null;
    }
}
