using System.Collections.Concurrent;
using LeadershipBot.Domain;
using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell.Applying;
using LeadershipBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Person = LeadershipBot.Domain.Applying.Person;

namespace LeadershipBot.Tests.Features.Applications;

/// <summary>A feature that offers things to apply for, as far as applying needs one.</summary>
internal sealed class TrialOpenings : IOpenings
{
    public const string Name = "trial";

    public ConcurrentDictionary<string, Opening> All { get; } = new(StringComparer.Ordinal);

    /// <summary>Who may not apply beyond what is known everywhere.</summary>
    public ConcurrentDictionary<MemberId, bool> Conflicted { get; } = [];

    /// <summary>Who was appointed, with the key by which it is done once.</summary>
    public ConcurrentBag<(string Key, Person Person, string Once)> Appointed { get; } = [];

    /// <summary>Which appointments were taken back, by the key with which they were said.</summary>
    public ConcurrentBag<(string Key, string Once)> TakenBack { get; } = [];

    /// <summary>So many appointments fail before one is kept.</summary>
    public int FailsTimes { get; set; }

    public string Kind => Name;

    public BotOptions Options(BotOptions? more = null)
        => (more ?? new BotOptions()) with { Parts = services => services.AddSingleton<IOpenings>(this) };

    public Task<Opening?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(All.GetValueOrDefault(key));

    public Task<Refusal?> WhyNotAsync(Opening opening, Actor actor, CancellationToken cancellationToken)
        => Task.FromResult(Conflicted.ContainsKey(actor.MemberId) ? new Refusal("applying.refused.filled") : null);

    public Task<IReadOnlyList<Opening>> NextRungsAsync(string organisationId, Rung below, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<Opening>>([.. All.Values.Where(one => one.Organisation.Id == organisationId && one.Rung < below).OrderByDescending(one => one.Rung)]);

    public Task<IReadOnlyList<string>?> ListOnPanelAsync(string organisationId, MemberId person, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<string>?>([.. All.Values.Where(one => one.Organisation.Id == organisationId && one.HasOnPanel(person)).Select(one => one.Key)]);

    public Task AppointedAsync(string key, Person person, DateTimeOffset at, string idempotencyKey, CancellationToken cancellationToken)
    {
        if (FailsTimes-- > 0)
            throw new LeadershipBot.Storage.StoreUnavailableException("Not now.");
        Appointed.Add((key, person, idempotencyKey));
        return Task.CompletedTask;
    }

    public Task TakenBackAsync(string key, DateTimeOffset at, string words, string idempotencyKey, CancellationToken cancellationToken)
    {
        TakenBack.Add((key, idempotencyKey));
        return Task.CompletedTask;
    }
}
