using System.Globalization;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.Fellowships;
using LeadershipBot.Features.Fellowships.Watching;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;

namespace LeadershipBot.Features.Fellowships.Running;

/// <summary>An organiser or a chair opens the dialog about one place.</summary>
internal sealed class OpenPlace(FellowshipShelf shelf, OwnStake stake, PlaceForm form) : ISlice
{
    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == turn.Data.Text("place")) is not { } place)
            return new Answer.Refused(new Refusal("fellowships.refused.noSuchPlace"));
        return await stake.WhyNotOfPlaceAsync(head, place, turn.Actor.MemberId, cancellationToken) is { } own ? new Answer.Refused(own) : await form.OfAsync(turn, head, place, problem: null, cancellationToken);
    }
}

/// <summary>They record who covers and who pays; confirm that the place was completed, with skills, and correct that; or that it ended before.</summary>
internal sealed class RecordPlace(FellowshipShelf shelf, OwnStake stake, PlaceForm form, ManageCards manage, CardLibrary library) : ISlice
{
    private const int ListCharactersMax = 1_000;

    public async Task<Answer> HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if ((await shelf.FindManagedAsync(turn, cancellationToken)).IsRefused(out var refusal, out var head))
            return new Answer.Refused(refusal);
        if (head.Fellowship.Places.FirstOrDefault(one => one.Id == turn.Data.Text("place")) is not { } place)
            return new Answer.Refused(new Refusal("fellowships.refused.noSuchPlace"));
        var go = turn.Data.Text("go");
        var me = turn.Actor.MemberId;
        var stakes = go == "leave" ? stake.WhyNotAsync(head, me, cancellationToken) : stake.WhyNotOfPlaceAsync(head, place, me, cancellationToken); // who waits would be offered what they free
        if (await stakes is { } own)
            return new Answer.Refused(own);
        var whom = place.Fellow?.Id.ObjectId ?? "";
        var (decide, said) = go switch
        {
            "complete" => ((Func<Fellowship, Ruling<Fellowship>>)(one => one.Complete(place.Id, Skills(turn, one.Content), turn.Data.Text("words", FellowshipLimits.SentenceCharactersMax + 1), new Person(turn.Actor.MemberId, turn.Actor.Name), turn.At, turn.Today)), "fellowships.place.done.completed"),
            "correct" => (one => Seen(turn, one, place.Id, one.CorrectOutcome(place.Id, Skills(turn, one.Content), turn.Data.Text("words", FellowshipLimits.SentenceCharactersMax + 1), new Person(turn.Actor.MemberId, turn.Actor.Name), turn.Today)), "fellowships.place.done.corrected"),
            "leave" => (one => one.EndEarly(place.Id, turn.Data.Text("words", FellowshipLimits.SentenceCharactersMax + 1), turn.At, turn.Today), "fellowships.place.done.left"),
            _ => (one => Seen(turn, one, place.Id, one.Cover(place.Id, turn.Data.Text("coveredBy", FellowshipLimits.ShortCharactersMax + 1), turn.Data.Text("paidBy", FellowshipLimits.ShortCharactersMax + 1), turn.Today)), "fellowships.place.done.cover"),
        };
        var ruling = await shelf.ChangeAsync(turn, head.Key, decide, Audit.Entry(head.Key, turn, go switch { "complete" => "fellowships.completed", "correct" => "fellowships.outcomeCorrected", "leave" => "fellowships.placeEnded", _ => "fellowships.coverRecorded" }, new Changed(whom, "", place.Id)), cancellationToken);
        if (!ruling.IsRefused(out var problem, out _))
            return await manage.AfterAsync(turn, head, ruling, library.Text.Format(said, ("name", FellowshipWords.NameOf(library.Text, place))), cancellationToken);
        var now = await shelf.FindAsync(head.Key, cancellationToken) ?? head;
        return await form.OfAsync(turn, now, now.Fellowship.Places.FirstOrDefault(one => one.Id == place.Id) ?? place, problem, cancellationToken);
    }

    /// <summary>What somebody else wrote down since the dialog was opened isn't replaced unseen; what changes nothing does no harm.</summary>
    private static Ruling<Fellowship> Seen(Turn turn, Fellowship now, string placeId, Ruling<Fellowship> ruling)
        => ruling.IsRefused(out _, out var after) || after == now || !turn.Data.TryText("seen", out var seen) || now.Places.All(one => one.Id != placeId || PlaceForm.VersionOf(one) == seen)
            ? ruling
            : new Refusal(FellowshipRefusals.ChangedMeanwhile);

    /// <summary>Those that were ticked, which the form names by their place in the list, and those that were added.</summary>
    private static IReadOnlyList<string> Skills(Turn turn, FellowshipContent content)
    {
        var ticked = Columns.Split(turn.Data.Text("skills", ListCharactersMax)).Select(at => int.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? content.Skills.ElementAtOrDefault(number) : null).OfType<string>();
        return FellowshipDraft.Skills(string.Join(',', ticked.Append(turn.Data.Text("more", ListCharactersMax))));
    }
}

/// <summary>The dialog about one place, for those who run it.</summary>
internal sealed class PlaceForm(PlaceLeads leads, CardLibrary library, Sentences sentences)
{
    private const int VersionLetters = 12;

    private readonly TextFile _text = library.Text;

    public async Task<Answer.Dialog> OfAsync(Turn turn, FellowshipHead head, FellowPlace place, Refusal? problem, CancellationToken cancellationToken)
    {
        var (fellowship, title) = (head.Fellowship, _text.Plain("fellowships.place.title", ("name", FellowshipWords.NameOf(_text, place))));
        var isPatient = problem?.TextKey is "shell.refused.patientData";
        var hasBegun = fellowship.Content.Starts <= turn.Today;
        var (mayComplete, mayCorrect) = (place.IsLive && hasBegun, place is { End: PlaceEnd.Completed, Fellow: not null });
        var offered = fellowship.Content.Skills;
        var data = new CardData().Titled(_text, title).WithProblem(sentences, problem)
            .SetId("organisationId", fellowship.Organisation.Id)
            .SetId("fellowship", head.Key)
            .SetId("place", place.Id)
            .SetId("seen", VersionOf(place))
            .Set("heading", CardText.FromPerson(FellowshipWords.Title(_text, fellowship)))
            .Set("line", CardText.FromPerson(PlaceWords.Line(_text, place)))
            .Set("surveys", Said(place, await leads.FindReleaseAsync(head, place, cancellationToken), turn.TimeZone).Select(line => new CardData().Set("line", line)))
            .Set("privacy", Privacy(place))
            .Set("isLive", place.IsLive)
            .Set("mayCover", place.IsTaken)
            .Set("mayComplete", mayComplete)
            .Set("mayCorrect", mayCorrect)
            .Set("asksSkills", mayComplete || mayCorrect)
            .Set("asksWords", place.IsLive || mayCorrect)
            .Set("coveredBy", Typed("coveredBy", place.CoveredBy))
            .Set("paidBy", Typed("paidBy", place.CoverPaidBy.Length > 0 ? place.CoverPaidBy : fellowship.Content.Backfill))
            .Set("offered", offered.Select((skill, at) => CardChoice.Named(skill, Number(at))))
            .Set("hasSkills", offered.Count > 0)
            .Set("skills", Typed("skills", string.Join(',', Enumerable.Range(0, offered.Count).Where(at => !mayCorrect || place.Skills.Contains(offered[at], StringComparer.OrdinalIgnoreCase)).Select(Number))))
            .Set("more", Typed("more", mayCorrect ? string.Join(", ", place.Skills.Except(offered, StringComparer.OrdinalIgnoreCase)) : ""))
            .Set("words", Typed("words", mayCorrect ? place.EndWords : ""));
        return new Answer.Dialog(title, new CardView("fellowships/place", data, title));

        PlainText Typed(string name, string now) => PlainText.FromPerson(!isPatient && turn.Data.TryText(name, out var words) ? TurnData.Clip(words, FellowshipLimits.TextCharactersMax) : now);
    }

    /// <summary>Names what is written down of a place by those who run it, so that a dialog tells whether it is still so.</summary>
    public static string VersionOf(FellowPlace place)
        => Keys.Hash("place", place.CoveredBy, place.CoverPaidBy, place.End.ToString(), place.EndWords, string.Join('\n', place.Skills))[..VersionLetters];

    /// <summary>Who reads the words that are typed here.</summary>
    private CardText Privacy(FellowPlace place) => place.Practice.Length > 0
        ? _text.Format("fellowships.place.privacy.practice", ("name", FellowshipWords.NameOf(_text, place)), ("practice", place.Practice))
        : _text.Format("fellowships.place.privacy", ("name", FellowshipWords.NameOf(_text, place)));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<CardText> Said(FellowPlace place, ReleasedBy? release, TimeZoneInfo zone)
    {
        if (place.IsTaken && release is not null)
            yield return CardText.FromPerson(ReleaseWords.Of(_text, release, zone));
        if (place.HasCover)
            yield return CardText.FromPerson(FellowshipWords.Cover(_text, place));
        if (place is { End: PlaceEnd.Completed, EndWords.Length: > 0 })
            yield return _text.Format("fellowships.portfolio.outcome", ("words", place.EndWords));
        if (place.ByFellow is { } fellow)
            yield return _text.Format("fellowships.survey.fellow.line", ("worth", fellow.Worth), ("kept", FellowshipWords.Of(_text, fellow.Time)), ("words", fellow.Words));
        foreach (var practice in place.ByPractice)
            yield return _text.Format("fellowships.survey.practice.line", ("practice", place.Practice), ("worth", practice.Worth), ("kept", FellowshipWords.Of(_text, practice.Time)), ("words", practice.Words));
    }
}
