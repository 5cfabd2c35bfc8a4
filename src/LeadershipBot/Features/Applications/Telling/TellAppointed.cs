using System.Globalization;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Shell;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Shell.Delivery;
using LeadershipBot.Storage;

namespace LeadershipBot.Features.Applications.Telling;

/// <summary>Says to the feature that offers the opening who was appointed: again until it is kept there, and there it is done once.</summary>
internal sealed class TellAppointed(ApplicationShelf shelf, Openings openings) : IDelivery
{
    public const string Kind = "applications.appointed";

    public static Change Order(string key, Application application, DateTimeOffset now) => Order(Kind, key, application, now);

    /// <summary>An order about one appointment.</summary>
    /// <param name="kind">Which delivery does it.</param>
    /// <param name="key">The opening's partition.</param>
    /// <param name="appointed">The application as it was appointed.</param>
    /// <param name="now">The moment.</param>
    public static Change Order(string kind, string key, Application appointed, DateTimeOffset now)
    {
        var once = OnceOf(key, appointed);
        var row = OutboxRow.New(key, kind, once, now);
        (row["Person"], row["Once"]) = (appointed.Who.Id.ToString(), once);
        return new Change.Upsert(row);
    }

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        var (key, once) = (row.PartitionKey, row.GetString("Once") ?? "");
        if (ApplicationRows.PersonIn(row, "Person") is not { } who || await shelf.FindHeadAsync(key, cancellationToken) is not { } head || openings.Of(head.Kind) is not { } kind)
            return new Delivered.Done();
        if (await FindAsync(key, who, once, cancellationToken) is not { } application)
        {
            await ForgetIfGoneAsync(kind, head.Opening, key, who, OutboxRow.DueOf(row), once, cancellationToken); // it may have been said before
            return new Delivered.Done();
        }

        var at = application.MovedAt ?? application.SentAt;
        await kind.AppointedAsync(head.Opening, application.Who, at, once, cancellationToken);
        if (await FindAsync(key, who, once, cancellationToken) is null && await shelf.FindAsync(key, who, cancellationToken) is { } after) // taken back in between
            await kind.TakenBackAsync(head.Opening, after.MovedAt ?? at, after.Words, once, cancellationToken);
        await ForgetIfGoneAsync(kind, head.Opening, key, who, at, once, cancellationToken);
        return new Delivered.Done();
    }

    /// <summary>Where the applicant was forgotten meanwhile, the place goes on without their name.</summary>
    private async Task ForgetIfGoneAsync(IOpenings kind, string opening, string key, Domain.People.MemberId who, DateTimeOffset at, string once, CancellationToken cancellationToken)
    {
        if (await shelf.FindAsync(key, who, cancellationToken) is null)
            await kind.ForgottenAsync(opening, who, at, once, cancellationToken);
    }

    /// <summary>The application, where it is still this appointment.</summary>
    private async Task<Application?> FindAsync(string key, Domain.People.MemberId who, string once, CancellationToken cancellationToken)
        => await shelf.FindAsync(key, who, cancellationToken) is { Stage: Stage.Appointed } application && OnceOf(key, application) == once ? application : null;

    /// <summary>Names one appointment: the same as long as it stands.</summary>
    internal static string OnceOf(string key, Application application) => Keys.Hash(key, application.Who.Id.ToString(), application.Version.ToString(CultureInfo.InvariantCulture));
}

/// <summary>Says to the feature that offers the opening that an appointment was taken back, by the key with which it was said.</summary>
internal sealed class TellTakenBack(ApplicationShelf shelf, Openings openings) : IDelivery
{
    public const string Kind = "applications.takenBack";

    /// <param name="key">The opening's partition.</param>
    /// <param name="appointed">The application as it was appointed.</param>
    /// <param name="now">When it was taken back.</param>
    public static Change Order(string key, Application appointed, DateTimeOffset now) => TellAppointed.Order(Kind, key, appointed, now);

    public async Task<Delivered> DeliverAsync(string table, Record row, CancellationToken cancellationToken)
    {
        if (await shelf.FindHeadAsync(row.PartitionKey, cancellationToken) is not { } head || openings.Of(head.Kind) is not { } kind)
            return new Delivered.Done();
        var after = ApplicationRows.PersonIn(row, "Person") is { } who ? await shelf.FindAsync(row.PartitionKey, who, cancellationToken) : null;
        var words = after is null or { TakesPlace: true } ? "" : after.Words; // moved on since, their words are about something else
        await kind.TakenBackAsync(head.Opening, OutboxRow.DueOf(row), words, row.GetString("Once") ?? "", cancellationToken);
        return new Delivered.Done();
    }
}
