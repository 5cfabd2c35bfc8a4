using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>Makes a plan of what was filled in, or says why it can't be asked so.</summary>
internal sealed class AskChecking(IAudience audience, ITeams teams, IChannels channels, PracticeRolls rolls, References references, CardLibrary library)
{
    private static readonly string[] ConsentWords = ["polls.form.consent.agree", "polls.form.consent.abstain", "polls.form.consent.disagree", "polls.form.consent.block"];

    /// <summary>Whether the person may ask people in their own chats: by their role, and where it is theirs to be listed.</summary>
    public static bool MayAskEverybody(Turn turn) => !turn.IsFromComposeBox && turn.Actor.Hat.IsListed && turn.Actor.HoldsAny(Poll.MayAskEverybody);

    /// <summary>
    /// Whether people may be reminded in their own chats of what this person asks: who may not have everybody asked there may
    /// not have everybody of a team reminded there, either.
    /// </summary>
    public static bool MayRemind(Turn turn, PollAudience audience) => audience.IsSentToEach || MayAskEverybody(turn);

    /// <summary>The question that was typed, or why it can't be taken.</summary>
    public Ruling<Question> Check(Turn turn, QuestionForm form)
        => form.ToDraft().Check(new AskingSituation(turn.At, turn.TimeZone, [.. ConsentWords.Select(key => library.Text.Plain(key).Words)], library.Text.Plain("polls.target.press").Words));

    /// <summary>A poll with one question.</summary>
    /// <param name="turn">Who asks.</param>
    /// <param name="form">What was filled in.</param>
    /// <param name="counts">Whether it is to be said how many are asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="asked">The poll that is changed, where it was asked already; null for one that has yet to open.</param>
    public async Task<Ruling<AskPlan>> CheckAsync(Turn turn, PollForm form, bool counts, CancellationToken cancellationToken, Poll? asked = null)
        => Check(turn, form.Question).IsRefused(out var refusal, out var question)
            ? refusal
            : await CheckAsync(turn, new PollDraft(question.Words, [question]), form.Settings, counts, cancellationToken, asked);

    /// <summary>Questions that were checked, with the settings.</summary>
    public async Task<Ruling<AskPlan>> CheckAsync(Turn turn, PollDraft draft, AskForm settings, bool counts, CancellationToken cancellationToken, Poll? asked = null)
    {
        if (asked is not null) // whom it asks, and when, has been settled
            settings = settings with { Audience = asked.Audience, IsOdd = false, Schedule = settings.Schedule with { OpensTyped = "" } };
        if (settings.Audience.IsSentToEach && !MayAskEverybody(turn))
            return new Refusal("polls.refused.everybody");
        if (settings.Audience.IsSentToEach && settings.IsOdd)
            return new Refusal("polls.form.refused.audience");
        if (asked is null && settings.Audience.Teams.Count > 0)
        {
            if (await library.Text.NameTeamsAsync(teams, turn.Actor.Organisation.Id, settings.Audience.Teams, cancellationToken) is not { } names)
                return new Refusal("polls.form.refused.team");
            if (settings.Privacy.Electorate.CountedBy is not CountedBy.People)
                return new Refusal("polls.form.refused.teamPractices");
            settings = settings with { Audience = settings.Audience with { TeamNames = names } };
        }

        if (settings.About.Length > 0 && asked is null && !MayAskEverybody(turn))
            return new Refusal("polls.form.refused.aboutRole"); // it would stand on what others read, such as a meeting's card
        var about = settings.About.Length == 0 ? null : await references.FindAsync(settings.About, turn.Actor.Organisation.Id, cancellationToken);
        if (settings.About.Length > 0 && about is null && asked is null)
            return new Refusal("polls.form.refused.about");
        if (about is not null && settings.Counting.Matter.Length == 0) // whoever has an interest in it is set apart, or off the roll
            settings = settings with { Counting = settings.Counting with { Matter = TurnData.Clip(about.Matter, CountingForm.MatterCharactersMax) } };
        var channel = asked is null && settings.Channel.Length > 0 && !turn.IsFromComposeBox ? await channels.FindAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, settings.Channel, cancellationToken) : null;
        if (asked is null && settings.Channel.Length > 0 && (channel is null || !turn.Actor.Hat.IsListed))
            return new Refusal("polls.form.refused.channel");
        if (settings.Suggestions.IsOn && !Suggesting.Fits(draft.Questions, settings.Privacy.Voice))
            return new Refusal("polls.suggest.refused.kind");
        if (settings.Schedule.Opens(turn.At, turn.TimeZone).IsRefused(out var refusal, out var opening))
            return refusal;
        var opens = opening.At ?? turn.At;
        if (draft.Questions.Any(question => question.Kind is QuestionKind.Dates && question.Choices.Any(choice => PollDates.Read(choice) <= opens)))
            return new Refusal(opening.At is null ? "polls.survey.refused.past" : "polls.schedule.refused.dates"); // it lay in a draft
        if (settings.Closes(opens, turn.TimeZone).IsRefused(out refusal, out var closing))
            return refusal;
        if (settings.Schedule.Repeated(asked is null ? opens : asked.Repeats?.From ?? asked.OpenedAt, turn.At, turn.TimeZone).IsRefused(out refusal, out var repeating))
            return refusal;
        if (repeating.How?.Check(draft.Questions, asked?.OpenedAt ?? opens, closing.At, turn.TimeZone) is { } unrepeatable)
            return unrepeatable;
        if ((opening.At is not null || repeating.How is not null) && WhyNotLater(turn) is { } tooEarly)
            return tooEarly;
        if ((await CheckCountingAsync(turn, draft, settings, cancellationToken)).IsRefused(out refusal, out var counting))
            return refusal;
        var onRoll = settings.Audience.IsSentToEach && (counts || settings.Privacy.Voice is Voice.Anonymous)
            ? await CountAsync(turn.Actor.Organisation.Id, settings.Audience, cancellationToken)
            : (int?)null;
        if (onRoll == 0)
            return new Refusal("polls.form.refused.nobody");
        return draft.Promising(counting.Privacy, settings.Reason, onRoll).IsRefused(out var unfit, out var promising)
            ? unfit
            : new AskPlan(promising, settings.Audience, closing.At) { Channel = channel, OnRoll = onRoll, OpensAt = opening.At, Repeats = repeating.How, SendsReminders = settings.Schedule.SendsReminders && MayRemind(turn, settings.Audience), TakesSuggestions = settings.Suggestions.IsOn, Rules = counting.Rules, About = about is null ? asked?.About : new PollReference(settings.About, about.Title) };
    }

    /// <summary>Why this person can't have something asked later on: then it is looked at again whether they are still listed.</summary>
    private static Refusal? WhyNotLater(Turn turn)
    {
        if (turn.IsFromComposeBox)
            return new Refusal("polls.schedule.refused.compose");
        return turn.Actor.Hat.IsListed || turn.Actor.Organisation.IsNotSetUp ? null : new Refusal("polls.schedule.refused.guest");
    }

    /// <summary>When it is valid and carried; in a named poll with a matter, those with an interest in it are the breakdown.</summary>
    private async Task<Ruling<CheckedCounting>> CheckCountingAsync(Turn turn, PollDraft draft, AskForm settings, CancellationToken cancellationToken)
    {
        if (settings.Counting.ToRules(draft.Questions, turn.Today).IsRefused(out var refusal, out var rules))
            return refusal;
        var privacy = settings.Privacy;
        if (rules.HasMatter && privacy.Voice is Voice.Named)
        {
            if (privacy.Breakdown is not Breakdown.None)
                return new Refusal("polls.counting.refused.matter");
            privacy = privacy with { Breakdown = Breakdown.Conflicted };
        }

        if (rules.Check(draft.Questions, privacy, settings.Audience.IsSentToEach).IsRefused(out refusal, out rules))
            return refusal;
        if (privacy.Electorate.CountedBy is not CountedBy.People && !(await rolls.FindAsync(turn.Actor.Organisation.Id, cancellationToken)).AskedBy(settings.Audience).Any())
            return new Refusal("polls.counting.refused.noPractices");
        return new CheckedCounting(privacy, rules);
    }

    private sealed record CheckedCounting(AskPrivacy Privacy, VoteRules Rules);

    private async Task<int> CountAsync(string organisationId, PollAudience asked, CancellationToken cancellationToken)
        => await audience.ListAsync(organisationId, asked.Chosen, cancellationToken).CountAsync(cancellationToken);
}
