using LeadershipBot.Domain;
using LeadershipBot.Domain.Decisions;
using LeadershipBot.Domain.Disclosure;
using LeadershipBot.Domain.People;
using LeadershipBot.Features.Decisions.Writing;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Decisions.Sending;

/// <summary>The third page: what people will read, whom it goes to, how many they are, and when.</summary>
internal sealed class PreviewCards(CardLibrary library, Sentences sentences, IAudience audience, ITeams teams, IChannels channels, LinkedThings things)
{
    private readonly TextFile _text = library.Text;

    /// <summary>How many people get it in their own chats.</summary>
    public async Task<int> CountAsync(string organisationId, SendingForm form, CancellationToken cancellationToken)
        => form.IsToEach && !form.IsOdd ? await audience.ListAsync(organisationId, form.Audience, cancellationToken).CountAsync(cancellationToken) : 0;

    /// <summary>Whether what is written is what stood on the page whose button was pressed: somebody else may have changed it meanwhile.</summary>
    public static bool WasRead(Turn turn, DecisionContent content) => turn.Data.Text("read") == ContentColumns.NameOf(content);

    /// <param name="turn">Who writes it.</param>
    /// <param name="head">The decision.</param>
    /// <param name="content">What it is to say.</param>
    /// <param name="form">Whom it is to go to, and when.</param>
    /// <param name="problem">Why it could not be sent; null where nothing is wrong.</param>
    /// <param name="asksAgain">Whether the number is to be confirmed.</param>
    /// <param name="said">What has just been done; null if nothing was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Answer.Dialog> ShowAsync(Turn turn, DecisionHead head, DecisionContent content, SendingForm form, Refusal? problem, bool asksAgain, CardText? said, CancellationToken cancellationToken)
    {
        var decision = head.Decision;
        var isCorrection = decision.State is DecisionState.Sent;
        if (head.WrittenIn is null && form.To is SendingForm.Here or SendingForm.Both)
            form = form with { To = SendingForm.Everybody };
        var title = _text.Plain(isCorrection ? "decisions.preview.correct.title" : "decisions.preview.title");
        var data = new CardData()
            .SetId("organisationId", decision.Organisation.Id)
            .SetId("decision", head.PartitionKey)
            .SetId("read", ContentColumns.NameOf(content))
            .Set("organisation", CardText.FromPerson(_text.NameOf(decision.Organisation)))
            .Set("what", CardText.FromPerson(content.What))
            .Set("about", _text.Format("decisions.about", ("decider", content.DecidedBy), ("name", decision.MadeByName)))
            .Set("parts", DecisionWords.First(_text, content))
            .Set("more", DecisionWords.More(_text, content))
            .Set("linked", DecisionWords.Linked(await things.ReadAsync(turn.Actor.Organisation.Id, content.Linked, cancellationToken)))
            .Set("isCorrection", isCorrection)
            .Set("asksAgain", asksAgain)
            .Set("summary", title)
            .Set("spoken", _text.AsSpoken(title));
        if (problem is not null)
        {
            var (happened, next) = sentences.InCard(problem);
            data.Set("problem", happened).Set("problemNext", next);
        }

        if (said is { } done)
            data.Set("said", done);
        if (isCorrection)
            data.Set("goes", _text.Format("decisions.preview.correct.about")).Set("privacy", []);
        else
            await SetSendingAsync(data, turn, head, form, cancellationToken);
        return new Answer.Dialog(title, new CardView("decisions/preview", data, title));
    }

    private async Task SetSendingAsync(CardData data, Turn turn, DecisionHead head, SendingForm form, CancellationToken cancellationToken)
    {
        var organisation = turn.Actor.Organisation;
        var words = _text.WordsOf(turn.Organisation?.Words);
        var count = await CountAsync(organisation.Id, form, cancellationToken);
        var localities = await audience.NameLocalitiesAsync(organisation.Id, cancellationToken);
        var names = await _text.NameTeamsAsync(teams, organisation.Id, form.Audience.Teams, cancellationToken) ?? "";
        List<CardData> to = [CardChoice.Of(_text.Plain("decisions.to.everybody", ("organisation", _text.NameOf(organisation))), SendingForm.Everybody)];
        if (head.WrittenIn is not null)
            to.AddRange([CardChoice.Of(_text.Plain("decisions.to.both"), SendingForm.Both), CardChoice.Of(_text.Plain("decisions.to.here"), SendingForm.Here)]);
        var known = await channels.ListAsync(organisation.Id, turn.Actor.MemberId, cancellationToken);
        if (known.Count > 0)
            to.AddRange([CardChoice.Of(_text.Plain("decisions.to.withChannel"), SendingForm.WithChannel), CardChoice.Of(_text.Plain("decisions.to.channel"), SendingForm.ToChannel)]);
        var into = known.FirstOrDefault(channel => channel.Id == form.Channel) ?? (known.Count > 0 ? known[0] : null);
        data.Set("to", to)
            .Set("channels", known.Take(TeamWords.ListedMax).Select(channel => CardChoice.Of(PlainText.FromPerson(_text.NameOf(channel)), channel.Id)))
            .Set("count", count)
            .Set("goes", Goes(form, count, into is null ? "" : _text.NameOf(into)))
            .Set("sendTitle", form.IsToEach ? _text.Plain("decisions.send.to", ("count", count)) : _text.Plain(form.IsToChannel ? "decisions.send.channel" : "decisions.send.here"))
            .Set("privacy", PrivacyLine.Of(Decision.Privacy, new PrivacyWords(turn.Actor.Name, _text.NameOf(organisation), words.Locality, form.IsToEach ? form.Audience.People : AskedPeople.Chosen) { Teams = names }, form.IsToEach ? count : null, isOpen: true) is var line
                ? line.Card.Concat(line.Warnings).Select(one => new CardData().Set("line", sentences.InCard(one)))
                : [])
            .Set("showsSome", form.Audience.IsChosen)
            .Set("localities", CardChoice.Localities(localities))
            .Set("localitiesLabel", PlainText.FromPerson(VocabularyWords.Capital(words.Localities)))
            .Set("teams", (await teams.ListAsync(organisation.Id, cancellationToken)).Take(TeamWords.ListedMax).Select(team => CardChoice.Of(_text.TitleOf(team), team.Id)))
            .Set("roles", RoleWords.All.Select(role => CardChoice.Of(PlainText.FromPerson(VocabularyWords.Capital(_text.NameOf(role, turn.Organisation?.Words))), role.ToString())))
            .Set("professions", Enum.GetValues<Profession>().Select(profession => CardChoice.Of(PlainText.FromPerson(VocabularyWords.Capital(_text.NameOf(profession).Words)), profession.ToString())))
            .Set("typed", new CardData()
                .SetId("to", form.To)
                .Set("channel", PlainText.FromPerson(into?.Id ?? ""))
                .Set("when", PlainText.FromPerson(form.When))
                .Set("localities", PlainText.FromPerson(string.Join(',', form.Audience.Localities)))
                .Set("roles", PlainText.FromPerson(string.Join(',', RoleWords.All.Where(role => form.Audience.Roles.HasFlag(role)))))
                .Set("professions", PlainText.FromPerson(string.Join(',', form.Audience.Professions)))
                .Set("teams", PlainText.FromPerson(string.Join(',', form.Audience.Teams))));
    }

    private CardText Goes(SendingForm form, int count, string channel) => form.To switch
    {
        SendingForm.ToChannel => _text.Format("decisions.goes.channel", ("channel", channel)),
        SendingForm.WithChannel => _text.Format("decisions.goes.withChannel", ("count", count), ("channel", channel)),
        SendingForm.Here => _text.Format("decisions.goes.here"),
        SendingForm.Both => _text.Format("decisions.goes.both", ("count", count)),
        _ => _text.Format("decisions.goes.each", ("count", count)),
    };
}
