using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls.Sets;

/// <summary>A ready-made set in an organisation's own words, and how it is asked unless somebody changes that.</summary>
internal static class SetWords
{
    private const int OpenForDays = 14;
    private const int WhenCharactersMax = 60;

    /// <summary>The set's questions.</summary>
    /// <param name="text">The sentences.</param>
    /// <param name="set">The set.</param>
    /// <param name="organisation">The organisation's name.</param>
    /// <param name="words">What it calls things.</param>
    public static IReadOnlyList<Question> QuestionsOf(TextFile text, ReadySet set, string organisation, SpokenWords words)
        => [.. set.Questions.Select(question => new Question(question.Kind, Filled(text, question, organisation, words), [.. question.Choices.Select(choice => text.Plain(choice).Words)]))];

    /// <summary>Confidential, by leaders and grassroots, for two weeks, or until what the button says that led here; to whom, and about what, the button says that led here, or to everybody where the person may ask them and the set is for them.</summary>
    public static AskForm SettingsOf(Turn turn, ReadySet set) => new()
    {
        Audience = AudienceOf(turn, set),
        IsOdd = turn.Data.TryText("audience", out _) && AskForm.Read(turn.Data).IsOdd,
        Privacy = new AskPrivacy(Voice.Confidential) { Breakdown = Breakdown.Leadership },
        Reason = set.Reason,
        OpenForDays = OpenForDays,
        ClosesTyped = turn.Data.Text("closesAt", WhenCharactersMax),
        About = References.In(turn.Data),
    };

    /// <summary>Whether it is the question beside which the figure for the whole country stands.</summary>
    public static bool IsActedOn(TextFile text, Poll poll, Question question)
        => poll.Set?.Id == ReadySets.Acted.Id && question.Words == Filled(text, ReadySets.Acted.Questions[0], text.NameOf(poll.Organisation), text.WordsOf(null));

    private static PollAudience AudienceOf(Turn turn, ReadySet set)
    {
        if (turn.Data.TryText("audience", out _) && AskForm.Read(turn.Data).Audience is { IsSentToEach: true } chosen)
            return chosen;
        return !set.IsForPeopleHere && AskChecking.MayAskEverybody(turn) ? PollAudience.Everybody : PollAudience.Here;
    }

    private static string Filled(TextFile text, SetQuestion question, string organisation, SpokenWords words)
    {
        TextArgument[] values = [.. question.Names.Select(name => name switch
        {
            SetName.Organisation => (TextArgument)("organisation", organisation),
            SetName.Practices => ("practices", words.Practices),
            _ => ("body", words.GoverningBody),
        })];
        return text.Plain(question.Words, values).Words;
    }
}
