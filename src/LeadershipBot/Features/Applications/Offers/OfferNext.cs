using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Features.Applications.Moving;
using LeadershipBot.Features.Applications.Telling;
using LeadershipBot.Microsoft365.Cards;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Asks;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Offers;

/// <summary>
/// Offers places that came free, or were added, to those who wait, the first of them first; what was free before anybody waited is for
/// those who decide to offer, and goes to who waits once everybody else has an answer. Who isn't listed any more, or may not have it by now, is passed
/// over and told. Where the first couldn't answer before it begins, nobody is offered it, and whoever runs it is told.
/// </summary>
internal sealed class OfferNext(ApplicationShelf shelf, Openings openings, MoveRule rule, TellPerson tell, OfferChanging changing, ToldNotes notes, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.next";

    /// <summary>So often it is looked again whether somebody who waits may have a free place by now.</summary>
    private static readonly TimeSpan LooksEvery = TimeSpan.FromDays(1);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { } opening || !opening.OffersAt(now))
            return new Delivered.Done();
        var looks = new List<Look>();
        while (await changing.ChangeAsync(opening, now, async file => await LookAsync(file, looks, now, cancellationToken), cancellationToken) == OfferChanging.StepsMax)
        {
            // more are free than one commit offers
        }

        if (looks.LastOrDefault()?.HasNoTime is { } late)
            await TellNoTimeAsync(opening, row.PartitionKey, late, now, cancellationToken);
        return looks.LastOrDefault() is { IsForLater: true } ? new Delivered.NotBefore(now + LooksEvery) : new Delivered.Done();
    }

    private async Task<IReadOnlyList<OfferStep>> LookAsync(OpeningFile file, List<Look> looks, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (look, free) = (new Look(), Math.Min(file.Head.ForWaitingOf(file.Opening), OfferChanging.StepsMax));
        looks.Add(look);
        foreach (var application in OfferRules.Waiting(file.Scoring))
        {
            if (look.Steps.Count == free)
                break;
            if (await rule.WhyNotHaveAsync(file.Opening, application.Who, cancellationToken) is not null)
            {
                look.PassedOver++;
                await TellPassedOverAsync(file.Key, application, now, cancellationToken); // before the place goes on: once it has, nothing would say whom it went past
            }
            else if (application.Offer(file.Opening, await tell.FreeFromAsync(application.Who.Id, cancellationToken), now) is { } offered)
                look.Steps.Add(new OfferStep(StepKind.Offered, application, offered));
            else
                look.HasNoTime = application;
            if (look.HasNoTime is not null)
                break;
        }

        look.IsForLater = look.Steps.Count < free && look.PassedOver > 0 && look.HasNoTime is null;
        return look.Steps;
    }

    /// <summary>Has whoever runs it told that nobody can be offered what is free, once for each who is first, and each first day.</summary>
    private async Task TellNoTimeAsync(Opening opening, string key, Application late, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var once = string.Create(CultureInfo.InvariantCulture, $"{late.Version}.{opening.OffersEndAt:yyyyMMdd}");
        await notes.ChangeAsync(key, late.Who.Id, told => told?.GetString("NoTime") == once
            ? null
            : (ApplicationMore.OfTold(key, late.Who.Id, told, noTime: once), [TellNews.Order(key, News.NoTime, opening.RunBy.Id, late.Who.Id, now)]), cancellationToken);
    }

    /// <summary>Has somebody told that a place went past them, once for as long as they wait.</summary>
    private Task TellPassedOverAsync(string key, Application application, DateTimeOffset now, CancellationToken cancellationToken)
        => notes.ChangeAsync(key, application.Who.Id, told => told?.GetInt32("PassedOver") == application.Version
            ? null
            : (ApplicationMore.OfTold(key, application.Who.Id, told, passedOver: application.Version), [ApplicationRows.OrderAbout(key, TellPassedOver.Kind, application.Who.Id, now)]), cancellationToken);

    /// <summary>What is to be done for those who wait.</summary>
    private sealed class Look
    {
        public List<OfferStep> Steps { get; } = [];

        public int PassedOver { get; set; }

        /// <summary>The first who couldn't answer in time; null where nobody has to be asked so late.</summary>
        public Application? HasNoTime { get; set; }

        /// <summary>Whether a place stays free only since those who wait may not have it just now.</summary>
        public bool IsForLater { get; set; }
    }
}

/// <summary>When no more places are offered, everybody who still waits is told that waiting is over.</summary>
internal sealed class EndOffers(ApplicationShelf shelf, Openings openings, OfferChanging changing, CardLibrary library, TimeProvider time) : IDelivery
{
    public const string Kind = "applications.offer.end";

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head || await openings.FindAsync(head.Kind, head.Opening, cancellationToken) is not { OffersEndAt: { } end, Set: not OpeningState.Withdrawn } opening)
            return new Delivered.Done();
        if (now < end)
            return new Delivered.NotBefore(end); // it was put off
        var words = library.Text.Plain("applications.waitingOver").Words;
        while (await changing.ChangeAsync(opening, now, file => Task.FromResult<IReadOnlyList<OfferStep>>(
            [.. OfferRules.Waiting(file.Scoring).Take(OfferChanging.StepsMax).Select(one => new OfferStep(StepKind.Ended, one, one.EndWaiting(words, now)))]), cancellationToken) == OfferChanging.StepsMax)
        {
            // the next of them
        }

        return new Delivered.Done();
    }
}
