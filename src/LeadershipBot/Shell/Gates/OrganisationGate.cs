using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Domain.Text;
using LeadershipBot.Microsoft365.Cards;

namespace LeadershipBot.Shell.Gates;

/// <summary>
/// Somebody of several organisations, in their own chat, wants to make something for others and never chose for which:
/// they are asked once, and pressing a name does what they had typed. What one makes never lands in another organisation.
/// </summary>
public sealed class OrganisationGate(CardLibrary library)
{
    /// <summary>The card that asks must stay under 24 KB, and holds the words twice for each organisation.</summary>
    private const int WordBytesMax = 12_000;

    /// <summary>How a turn goes on.</summary>
    /// <param name="Actor">Who acts, in the organisation that the turn is about.</param>
    /// <param name="Question">What they must be asked first; null if nothing.</param>
    public readonly record struct Passage(Actor Actor, Answer? Question);

    /// <summary>Keeps the choice of somebody who pressed a button by which they choose for whom they act.</summary>
    /// <returns>Whether the button was one of those.</returns>
    public async ValueTask<bool> ChooseAsync(Arrival arrival, KnownPerson person, IDirectory directory, CancellationToken cancellationToken)
    {
        if (arrival.Verb != FeatureTable.RunCommand || !arrival.Data.TryText("actFor", out var chosen))
            return false;
        if (person.Actor.Hats.All(hat => hat.Organisation.Id != chosen) || person.Actor.Organisation.Id != chosen)
            return false;
        if (person.Settings.ActsFor != chosen)
            await directory.ActForAsync(person.Actor.MemberId, chosen, cancellationToken);
        return true;
    }

    /// <summary>Whether it is known for which organisation the person acts, or they must be asked.</summary>
    public Passage Check(Arrival arrival, Route route, string words, KnownPerson person, DateTimeOffset now, Intent intent)
    {
        var actor = person.Actor;
        var isTyped = arrival.Kind is ArrivalKind.Message || arrival.Verb == FeatureTable.RunCommand;
        if (!route.IsForOthers || !isTyped || arrival.Place.Scope is not Scope.Personal || IsChosen(actor, person.Settings, arrival))
            return new Passage(actor, null);

        var may = actor.Hats.Select(hat => actor.In(hat.Organisation)).Where(route.Admits).ToList();
        return may.Count switch
        {
            0 => new Passage(actor, null), // the next gate says who may
            1 => new Passage(may[0], null),
            _ => new Passage(actor, Question(route, words, may, DateOf(arrival, person.Settings, now), intent)),
        };
    }

    /// <summary>Told where the command itself answers nothing, since what it made comes by itself.</summary>
    public Answer Chosen(Actor actor)
    {
        var text = library.Text;
        var name = text.NameOf(actor.Organisation);
        return new Answer.Card(NoticeCard.Of(text, text.Plain("shell.actFor.done", ("organisation", name)), null, [text.Format("shell.actFor.change")]));
    }

    private static bool IsChosen(Actor actor, PersonalSettings settings, Arrival arrival)
    {
        if (actor.Hats.Count < 2 || actor.Organisation.Id == settings.ActsFor)
            return true;
        var pressed = arrival.Data.Text("organisation");
        return actor.Hats.Any(hat => hat.Organisation.Id == settings.ActsFor || hat.Organisation.Id == pressed);
    }

    private Answer Question(Route route, string words, List<Actor> may, DateOnly today, Intent intent)
    {
        var typed = words.Length == 0 ? route.Name : $"{route.Name} {words}";
        if (PatientData.FindIn(typed, today) is not null)
            return new Answer.Refused(new Refusal("shell.refused.patientData"));
        var text = library.Text;
        var fits = System.Text.Encoding.UTF8.GetByteCount(typed) * 2 * may.Count <= WordBytesMax;
        var data = new CardData()
            .Set("next", text.Format(fits ? "shell.whichOrganisation.next" : "shell.whichOrganisation.again"))
            .Set("organisations", may.Select(one => new CardData()
                .Set("name", text.OrganisationName(one))
                .Set("press", text.Plain("shell.actFor", ("organisation", text.NameOf(one.Organisation))))
                .SetId("organisationId", one.Organisation.Id)
                .Set("command", PlainText.FromPerson(fits ? typed : route.Name))
                .SetId("nonce", intent.Key)))
            .Set("summary", text.Plain("shell.whichOrganisation.title"))
            .Set("spoken", text.Spoken("shell.whichOrganisation.title"));
        return new Answer.Card(new CardView("shell/which-organisation", data, text.Plain("shell.whichOrganisation.title")));
    }

    private static DateOnly DateOf(Arrival arrival, PersonalSettings settings, DateTimeOffset now)
        => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, Zones.Find(settings.TimeZone) ?? arrival.TimeZone).DateTime);
}
