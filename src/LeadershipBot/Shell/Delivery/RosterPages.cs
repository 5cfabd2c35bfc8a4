using System.Runtime.CompilerServices;
using LeadershipBot.Domain.People;
using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Shell.Delivery;

/// <summary>Reads who is in a team or chat, page by page, and no faster than Teams allows for one conversation; or looks one of them up.</summary>
internal sealed class RosterPages(ConnectorClient connector, TimeProvider time)
{
    /// <summary>The most that Teams gives.</summary>
    public const int PageSize = 500;

    // Teams allows 14 pages in 1 s, 16 in 2 s and 120 in 30 s; the last is the narrowest for a long roster.
    private static readonly TimeSpan PageEvery = TimeSpan.FromMilliseconds(260);

    private const int NameCharactersMax = 256;

    // RFC 5321, 4.5.3.1: 64 of the local part, 255 of the domain, and the sign between.
    private const int AddressCharactersMax = 320;

    /// <summary>The pages in order. One that isn't <see cref="RosterPage.Read"/> is the last.</summary>
    /// <param name="place">A team's channel stands for its whole team.</param>
    /// <param name="from">Where an earlier reading stopped; null for the beginning.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RosterPage> ReadAsync(Place place, string? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var address = new ConnectorAddress(place.ServiceUrl, place.TenantId) { CanWait = true };
        await foreach (var answer in connector.GetConversationPagedMembersAsync(address, place.TeamId ?? place.WholeConversationId, PageSize, from, cancellationToken))
        {
            if (!answer.Outcome.IsDelivered)
            {
                yield return Ended(answer.Outcome);
                yield break;
            }

            var next = string.IsNullOrEmpty(answer.Value!.ContinuationToken) ? null : answer.Value.ContinuationToken;
            yield return new RosterPage.Read([.. (answer.Value.Members ?? []).Select(member => EntryOf(member, place))], next);
            if (next is not null)
                await Task.Delay(PageEvery, time, cancellationToken);
        }
    }

    /// <summary>One of those who are there, by their id within this bot; null where they aren't, or it can't be read at the moment.</summary>
    public async Task<RosterEntry?> FindAsync(Place place, string teamsId, CancellationToken cancellationToken)
    {
        var answer = await connector.GetConversationMemberAsync(new ConnectorAddress(place.ServiceUrl, place.TenantId), place.TeamId ?? place.WholeConversationId, teamsId, cancellationToken);
        return answer.Outcome.IsDelivered && answer.Value is { } account ? EntryOf(account, place) : null;
    }

    private static RosterPage Ended(ConnectorOutcome outcome) => outcome.Kind is ConnectorOutcomeKind.Refused && outcome.Refusal is ConnectorRefusal.BlockedOrNotInstalled or ConnectorRefusal.Gone
        ? new RosterPage.Gone(outcome.Refusal.ToString())
        : new RosterPage.NotNow($"{outcome.Kind} {outcome.Refusal} {outcome.Status}", outcome.RetryAfter, outcome.Refusal is ConnectorRefusal.Invalid) { IsThrottled = outcome.IsThrottled };

    private static RosterEntry EntryOf(TeamsChannelAccount account, Place place)
    {
        var tenant = string.IsNullOrEmpty(account.TenantId) ? place.TenantId : account.TenantId;
        var id = account.DirectoryId is { Length: > 0 and <= 64 } objectId && IsKey(objectId) && IsKey(tenant) ? new MemberId(tenant, objectId) : default(MemberId?);
        return new RosterEntry(id, account.UserRole is "guest" or "anonymous", Cut(account.Name, NameCharactersMax), Address(account.Email), Address(account.UserPrincipalName), account.Id ?? "");
    }

    private static bool IsKey(string id) => id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string Address(string? address) => address is { Length: <= AddressCharactersMax } ? address.Trim().ToLowerInvariant() : "";

    private static string Cut(string? text, int max) => text is null ? "" : text.Length <= max ? text : text[..max];
}

/// <summary>One step of reading who is in a team or chat.</summary>
internal abstract record RosterPage
{
    private RosterPage()
    {
    }

    /// <param name="People">May be empty although more pages follow.</param>
    /// <param name="Next">Where the next page begins; null after the last.</param>
    public sealed record Read(IReadOnlyList<RosterEntry> People, string? Next) : RosterPage;

    /// <summary>It can't be read at the moment.</summary>
    /// <param name="Because">For the log, without personal data.</param>
    /// <param name="After">When Teams asked to come again; null if it didn't say.</param>
    /// <param name="IsStale">Whether the place to go on from was not accepted: begin again.</param>
    public sealed record NotNow(string Because, TimeSpan? After, bool IsStale) : RosterPage
    {
        /// <summary>Teams wants to be left alone, or too much waits for it: that is no failure.</summary>
        public bool IsThrottled { get; init; }
    }

    /// <summary>The bot is not there any more.</summary>
    public sealed record Gone(string Because) : RosterPage;
}

/// <summary>Somebody in a team or chat.</summary>
/// <param name="Id">Null for an account without an object id.</param>
/// <param name="IsGuest">A guest of the tenant, or somebody who joined without an account.</param>
/// <param name="Name">The display name; may be empty.</param>
/// <param name="Email">In lower case; empty where it is hidden.</param>
/// <param name="UserPrincipalName">In lower case; empty where it is hidden.</param>
/// <param name="TeamsId">The id within this bot.</param>
internal sealed record RosterEntry(MemberId? Id, bool IsGuest, string Name, string Email, string UserPrincipalName, string TeamsId);
