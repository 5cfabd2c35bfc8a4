using FsCheck;
using FsCheck.Fluent;
using LeadershipBot.Domain.Disclosure;

namespace LeadershipBot.Tests.Domain.Disclosure;

/// <summary>What holds however many groups and people there are, where no attacker can try every table.</summary>
public sealed class DisclosureProperties
{
    private static readonly AskPrivacy ByLocality = new(Voice.Anonymous) { Breakdown = Breakdown.Locality };

    private static readonly Gen<int[][]> Tables =
        from choices in Gen.Choose(2, 5)
        from groups in Gen.Choose(1, 12)
        from table in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 2), Gen.Choose(0, 30)).ArrayOf(choices).ArrayOf(groups)
        select table;

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3000);

    [Fact]
    public void Parts_add_up_to_the_whole_and_each_holds_five_who_did_not_all_answer_alike()
        => Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            var shown = Show(table);
            if (shown.Groups.Count == 0)
                return shown.Others is null;
            var parts = shown.Others is null ? shown.Groups : [.. shown.Groups, shown.Others];
            return parts.Sum(part => part.Answered) == shown.Whole!.Answered
                && parts.Sum(part => part.GroupsInIt) == table.Length
                && parts.All(part => part.Answered >= 5 && !part.Counts.Contains(part.Answered))
                && Enumerable.Range(0, table[0].Length).All(choice => parts.Sum(part => part.Counts[choice]) == shown.Whole.Counts[choice]);
        }).Check(Often);

    [Fact]
    public void Hidden_groups_are_at_least_two_and_together_hold_five_and_none_is_larger_than_a_shown_one()
        => Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            var shown = Show(table);
            return shown.Others is null || (shown.Others.GroupsInIt >= 2 && shown.Others.Answered >= 5
                && HiddenOf(shown, table).All(hidden => shown.Groups.All(group => group.Answered >= table[hidden].Sum())));
        }).Check(Often);

    [Fact]
    public void Of_every_hidden_group_somebody_could_have_answered_otherwise_and_nothing_would_look_different()
        => Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            var shown = Show(table);
            if (shown.Others is null)
                return true;
            var seen = Publishing.InWords(shown);
            var hidden = HiddenOf(shown, table).ToList();
            return hidden.Where(group => table[group].Sum() > 0)
                .All(group => Swaps(table, group, hidden).Any(other => Publishing.InWords(Show(other)) == seen && !other[group].SequenceEqual(table[group])))
                || hidden.Count(group => table[group].Sum() > 0) == 1; // beside groups of which nobody answered: five or more, and no secret
        }).Check(Often);

    [Fact]
    public void The_order_of_groups_changes_nothing_but_the_order()
        => Prop.ForAll(Tables.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (table, seed) =>
        {
            GroupCounts[] groups = [.. Groups(table)];
            var shown = Show(groups);
            new Random(seed).Shuffle(groups);
            var shuffled = Show(groups);
            return shown.Groups.Select(group => group.Name).Order().SequenceEqual(shuffled.Groups.Select(group => group.Name).Order())
                && shown.Others?.Answered == shuffled.Others?.Answered
                && shuffled.Groups.Select(group => group.Name).SequenceEqual(groups.Select(group => group.Name).Where(name => shuffled.Groups.Any(group => group.Name == name)));
        }).Check(Often);

    [Fact]
    public void The_same_is_shown_to_all_who_may_read_and_always_the_same()
        => Prop.ForAll(Tables.ToArbitrary(), table =>
        {
            var collected = new Collected(table.Sum(group => group.Sum()), Marks.One, [.. Groups(table)]);
            return Publishing.InWords(DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, collected)) == Publishing.InWords(DisclosureRule.Of(ByLocality, Stage.Published, Reader.Leader, collected));
        }).Check(Config.QuickThrowOnFailure);

    private static IEnumerable<int[][]> Swaps(int[][] table, int group, List<int> hidden)
        => from other in hidden
           where other != @group
           from mine in Enumerable.Range(0, table[@group].Length)
           from theirs in Enumerable.Range(0, table[@group].Length)
           where mine != theirs && table[@group][mine] > 0 && table[other][theirs] > 0
           select Swapped(table, @group, other, mine, theirs);

    private static int[][] Swapped(int[][] table, int group, int other, int mine, int theirs)
    {
        int[][] swapped = [.. table.Select(counts => counts.ToArray())];
        swapped[group][mine]--;
        swapped[group][theirs]++;
        swapped[other][theirs]--;
        swapped[other][mine]++;
        return swapped;
    }

    private static IEnumerable<int> HiddenOf(Shown shown, int[][] table)
        => Enumerable.Range(0, table.Length).Where(at => shown.Groups.All(group => group.Name != NameOf(at)));

    private static Shown Show(int[][] table) => Show([.. Groups(table)]);

    private static Shown Show(GroupCounts[] groups)
        => DisclosureRule.Of(ByLocality, Stage.Published, Reader.Asked, new Collected(groups.Sum(group => group.Answered), Marks.One, groups));

    private static IEnumerable<GroupCounts> Groups(int[][] table) => table.Select((counts, at) => new GroupCounts(NameOf(at), 100, counts.Sum(), counts));

    private static string NameOf(int at) => $"Group {(char)('A' + at)}";
}
