using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Time;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Members.Profile;

/// <summary>What a person is in the organisation for which they act, and in others, and when they may be asked.</summary>
internal sealed class ProfileCard(OrganisationShelf organisations, RollShelf rolls, PracticeFinder practices, CardLibrary library, FeatureTable table, IDirectory directory)
{
    private const string WhatIsHeld = "what do you hold about me";

    private readonly TextFile _text = library.Text;

    /// <summary>The card as it is after this turn changed something: the person is looked up again.</summary>
    public async Task<CardView> AfterAsync(Turn turn, string organisationId, CancellationToken cancellationToken)
    {
        var known = await directory.FindAsync(turn.Account, turn.Place, organisationId, cancellationToken);
        return await OfAsync(turn with { Actor = known.Actor, Settings = known.Settings, TimeZone = Zones.Find(known.Settings.TimeZone) ?? turn.TeamsTimeZone }, cancellationToken);
    }

    public async Task<CardView> OfAsync(Turn turn, CancellationToken cancellationToken)
    {
        var actor = turn.Actor;
        var organisation = await organisations.FindAsync(actor.Organisation.Id, cancellationToken);
        var member = organisation is null ? null : await rolls.FindAsync(organisation, actor.MemberId, cancellationToken);
        var isPaused = turn.Settings.PausedUntil > turn.At;
        List<(CardText Label, CardText Value)> rows =
        [
            .. await WorkAsync(actor, organisation, member, cancellationToken),
            .. Others(actor),
            (_text.Format("profile.times"), TimesOf(turn.Settings, turn.TimeZone)),
        ];
        if (isPaused)
            rows.Add((_text.Format("profile.paused"), _text.Format("profile.paused.until", ("when", TimeWords.Moment(turn.Settings.PausedUntil!.Value, turn.TimeZone)))));
        if (organisation?.Organisation.HelpContact is { Length: > 0 } contact)
            rows.Add((_text.Format("profile.help"), CardText.FromPerson(contact)));
        var summary = _text.Plain("profile.summary");
        var data = new CardData()
            .Set("organisation", _text.OrganisationName(actor))
            .SetId("organisationId", actor.Organisation.Id)
            .Set("name", CardText.FromPerson(actor.Name))
            .Set("rows", rows.Select(row => new CardData().Set("label", row.Label).Set("value", row.Value)))
            .Set("isPaused", isPaused)
            .Set("mayJoin", actor.Hats.Count > 0)
            .Set("mayAskWhatIsHeld", table.Commands.Any(command => command.Name == WhatIsHeld))
            .Set("others", _text.OthersToActFor(turn))
            .Set("summary", summary)
            .Set("spoken", _text.Spoken("profile.summary"));
        return new CardView("profile/profile", data, summary);
    }

    private async Task<List<(CardText, CardText)>> WorkAsync(Actor actor, OrganisationNow? organisation, Member? member, CancellationToken cancellationToken)
    {
        if (organisation is null || member is not { LeftAt: null })
            return [(_text.Format("profile.work"), _text.Format("profile.work.unknown"))];

        var own = organisation.Organisation.Words;
        var label = CardText.FromPerson(VocabularyWords.Capital(_text.WordsOf(own).Practice));
        var rows = new List<(CardText, CardText)>();
        foreach (var code in organisation.StillIn(member.Practices).All.Concat(organisation.StillIn(member.ChosenPractices).All))
        {
            var name = await practices.NameOfAsync(organisation, code, cancellationToken);
            rows.Add((label, member.LeadOf.Contains(code) ? _text.Format("profile.practice.lead", ("practice", name))
                : member.Practices.Contains(code) ? _text.Format("profile.practice.confirmed", ("practice", name))
                : _text.Format("profile.practice.waiting", ("practice", name))));
        }

        if (rows.Count == 0)
            rows.Add((label, _text.Format("profile.practice.none")));
        if (_text.WorkOf(member.Profession, member.Contract) is { Length: > 0 } work)
            rows.Add((_text.Format("profile.work"), _text.Format("profile.work.confirmed", ("work", work))));
        if (_text.WorkOf(member.ChosenProfession, member.ChosenContract) is { Length: > 0 } chosen)
            rows.Add((_text.Format("profile.work"), _text.Format("profile.work.waiting", ("work", chosen))));
        rows.Add((_text.Format("profile.roles"), member.IsUnconfirmed ? _text.Format("profile.roles.unconfirmed") : CardText.FromPerson(VocabularyWords.Capital(_text.NamesOf(actor.Roles, own)))));
        return rows;
    }

    private IEnumerable<(CardText, CardText)> Others(Actor actor)
        => actor.Hats.Where(hat => hat.Organisation.Id != actor.Organisation.Id)
            .Select(hat => (_text.Format("profile.alsoIn", ("organisation", _text.NameOf(hat.Organisation))), hat.IsListed ? CardText.FromPerson(VocabularyWords.Capital(_text.NamesOf(hat.Roles))) : _text.Format("profile.roles.unconfirmed")));

    private CardText TimesOf(PersonalSettings settings, TimeZoneInfo zone)
    {
        var times = AskTimes.Of(settings);
        var minutes = times.WeeklyMinutes!.Value;
        var ask = _text.Plain("profile.minutes", ("count", minutes)).Words;
        var where = _text.NameOfZone(zone);
        return times.QuietFrom == times.QuietUntil
            ? _text.Format(times.QuietWeekends ? "profile.times.weekends" : "profile.times.always", ("minutes", ask), ("zone", where))
            : _text.Format(times.QuietWeekends ? "profile.times.both" : "profile.times.nights", ("minutes", ask), ("from", times.QuietFrom), ("until", times.QuietUntil), ("zone", where));
    }
}
