using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Electorates;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Tests.Domain.Electorates;

/// <summary>However votes come, change and are spread over servers, the count is what a recount gives.</summary>
public sealed class VoteCountProperties
{
    private const int Choices = 3;

    private static readonly string[] Codes = ["A81001", "A81002", "A81003", "A81004"];
    private static readonly PracticeOnRoll[] Practices = [new(Codes[0], 9000), new(Codes[1], 4000), new(Codes[2], null), new(Codes[3], 100)];

    private static readonly Gen<Electorate> Electorates =
        from countedBy in Gen.Elements(Enum.GetValues<CountedBy>())
        from castBy in Gen.Elements(Enum.GetValues<CastBy>())
        select new Electorate(countedBy, castBy);

    /// <summary>Ten people, each with practices of their own for good.</summary>
    private static readonly Gen<MemberVote[]> People =
        from practices in Gen.Choose(0, 15).ArrayOf(10)
        from leads in Gen.Choose(0, 15).ArrayOf(10)
        from conflicts in Gen.Choose(0, 5).ArrayOf(10)
        select Enumerable.Range(0, 10).Select(at => new MemberVote($"member {at}", CodesOf(practices[at]), CodesOf(practices[at] & leads[at]), 0) { IsConflicted = conflicts[at] == 0 }).ToArray();

    /// <summary>Who votes, for what (or takes the vote back), through which server.</summary>
    private static readonly Gen<(int Member, int Choice, int Server)[]> Presses =
        (from member in Gen.Choose(0, 9) from choice in Gen.Choose(-1, Choices - 1) from server in Gen.Choose(0, 2) select (member, choice, server)).ArrayOf();

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void Counting_as_votes_come_is_recounting()
        => Prop.ForAll(Electorates.ToArbitrary(), People.ToArbitrary(), Presses.ToArbitrary(), (electorate, people, presses) =>
        {
            var shards = Enumerable.Repeat(VoteCount.None(Choices), 3).ToArray();
            var practices = Practices.ToDictionary(practice => practice.Practice, practice => PracticeVotes.None(practice.Practice, practice.ListSize, Choices));
            var answers = new Dictionary<int, int>();
            foreach (var (member, choice, server) in presses)
            {
                var change = new ChoiceChange(answers.TryGetValue(member, out var before) ? before : null, choice < 0 ? null : choice);
                if (choice < 0)
                    answers.Remove(member);
                else
                    answers[member] = choice;
                shards[server] = Counted(shards[server], electorate, people[member], change, practices);
            }

            var sum = shards.Aggregate((one, other) => one.Plus(other));
            var recount = VoteCount.Of(electorate, Choices, answers.Select(answer => people[answer.Key] with { Choice = answer.Value }), Practices);
            return Same(sum, recount) && recount.Counts.All(count => count >= 0);
        }).Check(Often);

    [Fact]
    public void The_order_of_votes_changes_nothing()
        => Prop.ForAll(Electorates.ToArbitrary(), People.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (electorate, people, seed) =>
        {
            var chance = new Random(seed);
            MemberVote[] votes = [.. people.Select(vote => vote with { Choice = chance.Next(Choices) })];
            var count = VoteCount.Of(electorate, Choices, votes, Practices);
            chance.Shuffle(votes);
            return Same(count, VoteCount.Of(electorate, Choices, votes, Practices));
        }).Check(Often);

    [Fact]
    public void Weights_add_up_to_the_patients_of_the_practices_that_did_not_abstain()
        => Prop.ForAll(Electorates.ToArbitrary(), People.ToArbitrary(), (electorate, people) =>
        {
            MemberVote[] votes = [.. people.Select((vote, at) => vote with { Choice = at % Choices })];
            var byPractice = VoteCount.Of(electorate with { CountedBy = CountedBy.Practices }, Choices, votes, Practices);
            var byListSize = VoteCount.Of(electorate with { CountedBy = CountedBy.ListSizes }, Choices, votes, Practices);
            var byPerson = VoteCount.Of(Electorate.People, Choices, votes, []);
            return byPractice.Counts.Sum() == byPractice.Answered - byPractice.Level
                && byListSize.Answered == byPractice.Answered
                && byListSize.Level == byPractice.Level
                && byListSize.Counts.Sum() <= Practices.Sum(practice => practice.ListSize ?? 0)
                && byListSize.Counts.Zip(byPractice.Counts).All(one => one.First == 0 || one.Second > 0)
                && Same(byPractice, VoteCount.Of(electorate with { CountedBy = CountedBy.ListSizes }, Choices, votes, [.. Practices.Select(practice => practice with { ListSize = 1 })]))
                && byPerson.Counts.Sum() + byPerson.Apart.Sum() == votes.Length
                && byPractice.Apart.SequenceEqual(byPerson.Apart);
        }).Check(Often);

    /// <summary>What a handler does with one press: the practice's votes and the tally of its server, in one commit.</summary>
    private static VoteCount Counted(VoteCount count, Electorate electorate, MemberVote member, ChoiceChange change, Dictionary<string, PracticeVotes> practices)
    {
        if (member.IsConflicted)
            return count.WithApart(change);
        if (electorate.CountedBy is CountedBy.People)
            return count.WithPerson(change);
        if (electorate.CountsFor(member.Practices, member.LeadOf, "").IsRefused(out _, out var codes))
            return count;
        foreach (var code in codes.All)
        {
            var after = practices[code].With(change);
            count = count.WithPractice(electorate.CountedBy, practices[code], after);
            practices[code] = after;
        }

        return count;
    }

    private static PracticeCodes CodesOf(int bits) => PracticeCodes.Parse(string.Join(',', Codes.Where((_, at) => ((bits >> at) & 1) == 1)));

    private static bool Same(VoteCount one, VoteCount other)
        => one.Counts.SequenceEqual(other.Counts) && one.Apart.SequenceEqual(other.Apart) && (one.Answered, one.Level, one.Unweighed) == (other.Answered, other.Level, other.Unweighed);
}
