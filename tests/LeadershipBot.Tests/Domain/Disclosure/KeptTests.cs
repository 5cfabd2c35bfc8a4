using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>What is kept of an anonymous ask is what is published of it, no more and no less.</summary>
public sealed class KeptTests
{
    private const int Tries = 20_000;

    [Fact]
    public void The_rule_says_of_what_is_kept_what_it_says_of_the_whole_and_a_leader_sees_all_that_is_kept()
    {
        var random = new Random(7);
        var (withOthers, withGroups, few) = (0, 0, 0);
        for (var i = 0; i < Tries; i++)
        {
            var privacy = new AskPrivacy(Voice.Anonymous) { Breakdown = random.Next(4) == 0 ? Breakdown.None : Breakdown.Locality, Readers = random.Next(2) == 0 ? Readers.Asked : Readers.Leaders };
            var collected = Some(random);
            var kept = Kept.Of(privacy, collected);

            foreach (var reader in Enum.GetValues<Reader>())
                Assert.Equal(Words(DisclosureRule.Of(privacy, Stage.Published, reader, collected)), Words(DisclosureRule.Of(privacy, Stage.Published, reader, kept)));
            Assert.Equal(Counts(kept), Counts(Kept.Of(privacy, kept)));

            var shown = DisclosureRule.Of(privacy, Stage.Published, Reader.Leader, collected);
            var seen = shown.Whole is null ? [] : shown.Groups.Count == 0 ? [shown.Whole] : shown.Groups.Concat(shown.Others is { } others ? [others] : []);
            Assert.Equal(string.Join(' ', seen.Select(Words)), Counts(kept));
            withOthers += shown.Others is null ? 0 : 1;
            withGroups += shown.Groups.Count > 0 ? 1 : 0;
            few += shown.Whole is null ? 1 : 0;
        }

        Assert.All([withOthers, withGroups, few], count => Assert.InRange(count, 100, Tries));
    }

    /// <summary>All numbers that are kept, where there are any.</summary>
    private static string Counts(Collected kept) => string.Join(' ', kept.Groups.Where(group => group.Answered > 0).Select(group => $"{group.Name}:{group.Answered}:{string.Join(',', group.Counts)}"));

    private static string Words(ShownGroup group) => $"{group.Name}:{group.Answered}:{string.Join(',', group.Counts)}";

    private static string Words(Shown shown) => string.Join(" ; ", [
        $"{shown.Answered}", shown.Whole is { } whole ? Words(whole) : "", .. shown.Groups.Select(Words), shown.Others is { } others ? $"{others.GroupsInIt} {Words(others)}" : "",
        shown.Comments.ToString(), .. shown.Reasons.Select(reason => reason.TextKey + string.Join(',', reason.Values))]);

    private static Collected Some(Random random)
    {
        var choices = random.Next(1, 4);
        var groups = new List<GroupCounts>();
        foreach (var name in new[] { "", "harbour", "vale", "north", "coast" }.Take(random.Next(1, 6)))
        {
            var counts = new int[choices];
            var answered = random.Next(3) == 0 ? random.Next(0, 3) : random.Next(0, 12);
            for (var person = 0; person < answered; person++)
                counts[random.Next(choices)]++;
            groups.Add(new GroupCounts(name, 0, answered, counts));
        }

        return new Collected(groups.Sum(group => group.Answered) + random.Next(3), Marks.One, groups) { Comments = random.Next(2) == 0 ? 0 : 12 };
    }
}
