using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Polls;
using LeadershipBot.Features.Polls.Electorates;
using LeadershipBot.Features.Polls.Making;
using LeadershipBot.Features.Polls.Suggestions;
using LeadershipBot.Features.Polls.Surveys;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Polls;

/// <summary>The dialogs in which polls are written: one question with how it is asked, or either of them for a survey.</summary>
internal sealed class PollFormCards(CardLibrary library, Sentences sentences, IAudience audience, ITeams teams, IChannels channels, References references)
{
    private static readonly int[] ClosingDays = [1, 3, 7, 14];

    private readonly TextFile _text = library.Text;

    /// <summary>The dialog of a poll: its question, and how it is asked.</summary>
    /// <param name="turn">Who writes it.</param>
    /// <param name="form">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> FormAsync(Turn turn, PollForm form, Refusal? problem, CancellationToken cancellationToken)
    {
        var data = Page("poll", form.OrganisationId, problem).Set("showsChoices", form.Question.HasMore || form.Settings.Suggestions.IsOn).SetId("nonce", form.Nonce);
        var typed = Typed(form.Question);
        if (form.Edits is { } edits)
            data.SetId("page", "edit").SetId("poll", edits.Key).Set("revision", edits.Revision);
        await SetSettingsAsync(data, typed, turn, form.Settings, form.Edits, cancellationToken);
        CountingFormCards.Set(_text, data, typed, form.Settings.Counting);
        data.SetId("suggestions", form.Settings.Suggestions.IsOn ? SuggestForm.On : SuggestForm.No);
        return Dialog(data.Set("asksQuestion", true).Set("kinds", Kinds()).Set("typed", typed), _text.Plain("polls.form.title"));
    }

    /// <summary>The dialog of one question of a survey.</summary>
    /// <param name="draft">The survey.</param>
    /// <param name="at">Which question, from 0; the number of questions for a new one.</param>
    /// <param name="form">What is in it already.</param>
    /// <param name="problem">Why it could not be taken; null when it is opened.</param>
    public Answer.Dialog Question(SurveyDraft draft, int at, QuestionForm form, Refusal? problem)
        => Dialog(
            Page("question", draft.OrganisationId, problem).Set("showsChoices", form.HasMore).Set("at", at).Set("asksQuestion", true).Set("asksSettings", false).Set("kinds", Kinds()).Set("typed", Typed(form)),
            _text.Plain("polls.survey.question.title", ("number", at + 1)));

    /// <summary>The dialog of how a survey is asked.</summary>
    public async Task<Answer.Dialog> SettingsAsync(Turn turn, SurveyDraft draft, AskForm form, Refusal? problem, CancellationToken cancellationToken)
    {
        var data = Page("settings", draft.OrganisationId, problem).Set("asksQuestion", false);
        var typed = new CardData();
        await SetSettingsAsync(data, typed, turn, form, draft.Edits, cancellationToken);
        return Dialog(data.Set("typed", typed), _text.Plain("polls.survey.settings.title"));
    }

    /// <summary>How to ask, with a button that opens the dialog.</summary>
    /// <param name="question">What was typed so far; it is in the dialog already.</param>
    /// <param name="organisation">For which organisation it is asked.</param>
    /// <param name="isSurvey">Whether several questions are to be asked.</param>
    public CardView HowToAsk(string question, OrganisationName organisation, bool isSurvey)
    {
        var title = _text.Plain(isSurvey ? "polls.survey.start.title" : "polls.start.title");
        var data = new CardData()
            .SetId("organisationId", organisation.Id)
            .Set("question", PlainText.FromPerson(TurnData.Clip(question, PollLimits.QuestionCharactersMax)))
            .Set("isSurvey", isSurvey)
            .Set("title", title)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        return new CardView("polls/start", data, title);
    }

    private CardData Page(string page, string organisationId, Refusal? problem)
    {
        var data = new CardData()
            .SetId("page", page)
            .SetId("organisationId", organisationId)
            .Set("summary", _text.Plain("polls.form.summary"))
            .Set("spoken", _text.Spoken("polls.form.summary"));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        return data;
    }

    private Answer.Dialog Dialog(CardData data, PlainText title) => new(title, new CardView("polls/form", data, _text.Plain("polls.form.summary")));

    private static CardData Typed(QuestionForm form) => new CardData()
        .SetId("kind", form.Kind.ToString())
        .Set("question", PlainText.FromPerson(form.Words))
        .Set("options", PlainText.FromPerson(form.Options))
        .Set("least", PlainText.FromPerson(QuestionForm.Written(form.Least)))
        .Set("most", PlainText.FromPerson(QuestionForm.Written(form.Most)))
        .Set("target", PlainText.FromPerson(QuestionForm.Written(form.Target)));

    private async Task SetSettingsAsync(CardData data, CardData typed, Turn turn, AskForm form, EditedPoll? edits, CancellationToken cancellationToken)
    {
        var isAsked = edits is { IsAsked: true };
        if (edits is null && form.About.Length > 0)
            data.SetId("about", form.About).Set("aboutTitle", _text.Format("polls.form.about", ("title", (await references.FindAsync(form.About, turn.Actor.Organisation.Id, cancellationToken))?.Title ?? form.About)));
        var closings = ClosingDays
            .Select(days => CardChoice.Of(_text.Plain("polls.form.closes.days", ("count", days)), Number(days)))
            .Prepend(CardChoice.Of(_text.Plain("polls.form.closes.byHand"), "0"));
        var words = _text.WordsOf(turn.Organisation?.Words);
        data.Set("asksSettings", true)
            .Set("showsTimes", form.HasTimes)
            .Set("showsReading", form.HasReading)
            .Set("closings", closings)
            .Set("voices", Enum.GetValues<Voice>().Select(voice => CardChoice.Of(NameOf(voice), voice.ToString())))
            .Set("reasons", Enum.GetValues<ReasonMode>().Select(reason => CardChoice.Of(NameOf(reason), reason.ToString())))
            .Set("readers", Enum.GetValues<Readers>().Select(readers => CardChoice.Of(NameOf(readers), readers.ToString())))
            .Set("breakdowns", new[] { Breakdown.None, Breakdown.Locality, Breakdown.Hat, Breakdown.Leadership }.Select(by => CardChoice.Of(NameOf(by, words), by.ToString())));
        typed.SetId("closes", Number(form.OpenForDays))
            .Set("closesAt", PlainText.FromPerson(form.ClosesTyped))
            .SetId("voice", form.Privacy.Voice.ToString())
            .SetId("reasons", form.Reason.ToString())
            .SetId("readers", form.Privacy.Readers.ToString())
            .SetId("breakdown", form.Privacy.Breakdown.ToString())
            .SetId("audience", form.Audience.IsSentToEach ? AskForm.Everybody : AskForm.Here)
            .Set("localities", PlainText.FromPerson(string.Join(',', form.Audience.Localities)))
            .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => form.Audience.Roles.HasFlag(role)))))
            .Set("professions", PlainText.FromPerson(string.Join(',', form.Audience.Professions)))
            .Set("teams", PlainText.FromPerson(string.Join(',', form.Audience.Teams)));
        data.Set("schedule", ScheduleWords.Inputs(_text, form.Schedule, mayOpenLater: !isAsked && !turn.IsFromComposeBox, mayRemind: AskChecking.MayRemind(turn, form.Audience)));
        await SetChannelsAsync(data, typed, turn, form, edits, cancellationToken);
        if (!isAsked && AskChecking.MayAskEverybody(turn))
            await SetAudiencesAsync(data, turn, form.Audience, words, cancellationToken);
    }

    /// <summary>Other channels in which its card can be posted: where a poll is changed, it stays where it is.</summary>
    private async Task SetChannelsAsync(CardData data, CardData typed, Turn turn, AskForm form, EditedPoll? edits, CancellationToken cancellationToken)
    {
        typed.SetId("channel", form.Channel.Length > 0 ? form.Channel : AskForm.Here);
        var known = edits is null && turn.Actor.Hat.IsListed && !turn.IsFromComposeBox ? await channels.ListAsync(turn.Actor.Organisation.Id, turn.Actor.MemberId, cancellationToken) : [];
        var choices = known.Take(TeamWords.ListedMax).Select(channel => CardChoice.Of(PlainText.FromPerson(_text.NameOf(channel)), channel.Id)).ToList();
        data.Set("channels", choices.Count == 0 ? [] : choices.Prepend(CardChoice.Of(_text.Plain("polls.form.channel.here"), AskForm.Here)));
    }

    private async Task SetAudiencesAsync(CardData data, Turn turn, PollAudience chosen, SpokenWords words, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation;
        var localities = await audience.NameLocalitiesAsync(organisation.Id, cancellationToken);
        data.Set("audiences", new[] { CardChoice.Of(_text.Plain("polls.form.audience.here"), AskForm.Here), CardChoice.Of(_text.Plain("polls.form.audience.everybody", ("organisation", _text.NameOf(organisation))), AskForm.Everybody) })
            .Set("showsSome", chosen.IsChosen)
            .Set("localities", CardChoice.Localities(localities))
            .Set("localitiesLabel", PlainText.FromPerson(VocabularyWords.Capital(words.Localities)))
            .Set("teams", (await teams.OfferedAsync(organisation.Id, chosen.Teams, cancellationToken)).Select(team => CardChoice.Of(_text.TitleOf(team), team.Id)))
            .Set("roles", RoleWords.All.Select(role => CardChoice.Of(PlainText.FromPerson(VocabularyWords.Capital(_text.NameOf(role, turn.Organisation?.Words))), role.ToString())))
            .Set("professions", Enum.GetValues<Profession>().Select(profession => CardChoice.Of(PlainText.FromPerson(VocabularyWords.Capital(_text.NameOf(profession).Words)), profession.ToString())));
    }

    private IEnumerable<CardData> Kinds() => Enum.GetValues<QuestionKind>().Select(kind => CardChoice.Of(PollWords.NameOf(_text, kind), kind.ToString()));

    private PlainText NameOf(Voice voice) => _text.Plain(voice switch
    {
        Voice.Named => "polls.form.voice.named",
        Voice.Confidential => "polls.form.voice.confidential",
        _ => "polls.form.voice.anonymous",
    });

    private PlainText NameOf(ReasonMode reason) => _text.Plain(reason switch
    {
        ReasonMode.Off => "polls.form.reasons.off",
        ReasonMode.Optional => "polls.form.reasons.optional",
        _ => "polls.form.reasons.required",
    });

    private PlainText NameOf(Readers readers) => _text.Plain(readers is Readers.Asked ? "polls.form.readers.asked" : "polls.form.readers.leaders");

    private PlainText NameOf(Breakdown by, SpokenWords words) => by switch
    {
        Breakdown.Locality => _text.Plain("polls.form.breakdown.locality", ("locality", words.Locality)),
        Breakdown.Hat => _text.Plain("polls.form.breakdown.hat"),
        Breakdown.Leadership => _text.Plain("polls.form.breakdown.leadership"),
        _ => _text.Plain("polls.form.breakdown.none"),
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
