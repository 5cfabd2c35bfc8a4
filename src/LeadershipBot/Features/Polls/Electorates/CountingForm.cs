using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Domain.Text;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Electorates;

/// <summary>The inputs of how a poll's votes are counted, as they were filled in.</summary>
internal sealed record CountingForm
{
    /// <summary>The longest name of a matter: as of the item in a declared interest.</summary>
    public const int MatterCharactersMax = Domain.Interests.InterestLimits.AboutCharactersMax;

    private const int NumberCharactersMax = 12;

    /// <summary>By what votes are counted, and who casts a practice's.</summary>
    public Electorate Electorate { get; init; } = Electorate.People;

    /// <summary>As typed: a number, or one with a per cent sign; empty for none.</summary>
    public string Quorum { get; init; } = "";

    /// <summary>The share that was chosen: as <see cref="RuleColumns.Written"/>; empty for none.</summary>
    public string Share { get; init; } = "";

    /// <summary>A share in per cent, as typed: counts before the chosen one; empty if nothing was typed.</summary>
    public string SharePerCent { get; init; } = "";

    /// <summary>The choice that carries it, as typed; empty for the first.</summary>
    public string InFavour { get; init; } = "";

    /// <summary>The matter in which interests count, as typed.</summary>
    public string Matter { get; init; } = "";

    /// <summary>Whether any of it is filled in.</summary>
    public bool IsUsed => this != new CountingForm { Electorate = Electorate with { CountedBy = CountedBy.People } };

    public static CountingForm Read(TurnData data) => new()
    {
        Electorate = new Electorate(Value(data.Text("countedBy", 20), CountedBy.People), Value(data.Text("castBy", 20), CastBy.Lead)),
        Quorum = data.Text("quorum", NumberCharactersMax),
        Share = data.Text("share", 20) is var share && share == CountingFormCards.NoShare ? "" : share,
        SharePerCent = data.Text("sharePerCent", NumberCharactersMax),
        InFavour = data.Text("inFavour", PollLimits.ChoiceCharactersMax + 1),
        Matter = data.Text("matter", MatterCharactersMax),
    };

    /// <summary>The form in which this poll would have been filled in.</summary>
    public static CountingForm Of(Poll poll) => new()
    {
        Electorate = poll.Privacy.Electorate,
        Quorum = poll.Rules.Quorum == Domain.Electorates.Quorum.None ? "" : poll.Rules.Quorum.Value.ToString(CultureInfo.InvariantCulture) + (poll.Rules.Quorum.IsPerCent ? "%" : ""),
        Share = RuleColumns.Written(poll.Rules.Required) is var share && char.IsAsciiLetter(share.FirstOrDefault()) ? share : "",
        SharePerCent = char.IsAsciiDigit(share.FirstOrDefault()) ? share : "",
        InFavour = poll.Rules.Required is null ? "" : poll.Questions[0].Choices[poll.Rules.InFavour],
        Matter = poll.Rules.Matter,
    };

    /// <summary>All of it by the inputs' names, for a dialog to carry along.</summary>
    public IEnumerable<(string Name, string Value)> Inputs() =>
    [
        ("countedBy", Electorate.CountedBy.ToString()),
        ("castBy", Electorate.CastBy.ToString()),
        ("quorum", Quorum),
        ("share", Share),
        ("sharePerCent", SharePerCent),
        ("inFavour", InFavour),
        ("matter", Matter),
    ];

    /// <summary>The rules, or what of them can't be read.</summary>
    /// <param name="questions">What is asked.</param>
    /// <param name="today">The date where the person is, for the patient-data rule.</param>
    public Ruling<VoteRules> ToRules(IReadOnlyList<Question> questions, DateOnly today)
    {
        var quorum = Domain.Electorates.Quorum.None;
        if (Quorum.Length > 0)
        {
            var isPerCent = Quorum.EndsWith('%');
            if (!int.TryParse(Quorum.TrimEnd('%').Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || (isPerCent && number > 100))
                return new Refusal("polls.counting.refused.quorum", ("typed", Quorum));
            quorum = isPerCent ? Domain.Electorates.Quorum.PerCentOfRoll(number) : Domain.Electorates.Quorum.AtLeast(number);
        }

        var required = RuleColumns.ReadShare(Share);
        if (SharePerCent.Length > 0 && (required = RuleColumns.ReadShare(SharePerCent.TrimEnd('%').Trim())) is null)
            return new Refusal("polls.counting.refused.share", ("typed", SharePerCent));
        var inFavour = InFavour.Length == 0 ? 0 : ChoiceOf(questions, InFavour);
        if (required is not null && inFavour < 0)
            return new Refusal("polls.counting.refused.inFavour", ("typed", InFavour));
        var matter = VoteRules.MatterOf(Matter);
        if (PatientData.FindIn(matter, today) is not null)
            return new Refusal("shell.refused.patientData");
        return new VoteRules { Quorum = quorum, Required = required, InFavour = required is null ? 0 : inFavour, Matter = matter };
    }

    private static int ChoiceOf(IReadOnlyList<Question> questions, string typed)
        => questions[0].Choices.ToList().FindIndex(choice => string.Equals(choice, typed.Trim(), StringComparison.OrdinalIgnoreCase));

    private static TEnum Value<TEnum>(string word, TEnum otherwise)
        where TEnum : struct, Enum
        => Enum.TryParse<TEnum>(word, out var value) && Enum.IsDefined(value) ? value : otherwise;
}
