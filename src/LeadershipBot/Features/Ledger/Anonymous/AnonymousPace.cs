using LeadershipBot.Domain;
using LeadershipBot.Domain.People;
using LeadershipBot.Shell;

namespace LeadershipBot.Features.Ledger.Anonymous;

/// <summary>
/// Keeps one person from filling the box that everybody's anonymous words go into, and from trying codes. Counted in the
/// memory of each server alone, for a day, and never written down: a store that could tell who sends how much could tell who sends.
/// </summary>
internal sealed class AnonymousPace(TimeProvider time, Chance chance)
{
    /// <summary>So many things may a person send anonymously within a day.</summary>
    public const int RaisesPerDay = 6;

    /// <summary>So many codes that lead nowhere may a person try within a day.</summary>
    public const int WrongCodesPerDay = 20;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _door = new();
    private readonly string _salt = chance.NewId();
    private Dictionary<string, int> _today = [];
    private Dictionary<string, int> _before = [];
    private DateTimeOffset _since = time.GetUtcNow();

    public Refusal? WhyNotRaise(MemberId person) => CountOf("raise", person) < RaisesPerDay ? null : new Refusal("ledger.refused.manyAnonymous");

    public void Raised(MemberId person) => Add("raise", person);

    public Refusal? WhyNotLookUp(MemberId person) => CountOf("code", person) < WrongCodesPerDay ? null : new Refusal("ledger.refused.manyCodes");

    public void WasWrong(MemberId person) => Add("code", person);

    private int CountOf(string what, MemberId person)
    {
        lock (_door)
        {
            Turn();
            var key = KeyOf(what, person);
            return _today.GetValueOrDefault(key) + _before.GetValueOrDefault(key);
        }
    }

    private void Add(string what, MemberId person)
    {
        lock (_door)
        {
            Turn();
            var key = KeyOf(what, person);
            _today[key] = _today.GetValueOrDefault(key) + 1;
        }
    }

    /// <summary>Half a day at a time is forgotten, so that a count is a day old at the most, and half a day at the least.</summary>
    private void Turn()
    {
        var now = time.GetUtcNow();
        if (now - _since < Day / 2)
            return;
        (_before, _today) = (now - _since < Day ? _today : [], []);
        _since = now;
    }

    private string KeyOf(string what, MemberId person) => Keys.Hash(_salt, what, person.ToString());
}
