using LeadershipBot.Domain.Applying;
using LeadershipBot.Domain.People;

namespace LeadershipBot.Domain.Succession;

/// <summary>So much of a post as lists and the board need.</summary>
/// <param name="Key">How cards name the post.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Rung">On which rung it stands.</param>
/// <param name="Locality">The code of its locality; empty for the whole organisation.</param>
/// <param name="Places">How many hold it at once.</param>
/// <param name="Sessions">Sessions a week.</param>
/// <param name="Tenures">Who holds it, or will.</param>
public sealed record PostLine(string Key, string Title, Rung Rung, string Locality, int Places, decimal Sessions, IReadOnlyList<Tenure> Tenures)
{
    /// <summary>The newest round; null before the first.</summary>
    public Round? Round { get; init; }

    /// <summary>Whether members see it.</summary>
    public bool IsPublished { get; init; }

    /// <summary>Whether it isn't offered any more.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Who runs it; null where nobody does.</summary>
    public MemberId? RunBy { get; init; }

    /// <summary>Since when they do, where somebody else did since members saw it; null where nobody did.</summary>
    public DateTimeOffset? RunBySince { get; init; }

    /// <summary>Who shortlists.</summary>
    public IReadOnlyList<MemberId> Panel { get; init; } = [];

    /// <summary>The ids of posts that nobody may hold at the same time.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>The outside body to which its holder is the only link; empty for none.</summary>
    public string OnlyLinkTo { get; init; } = "";

    /// <summary>Whether applications are taken at this moment.</summary>
    public bool IsOpenAt(DateTimeOffset now) => IsPublished && !IsWithdrawn && Round?.IsOpenAt(now) is true;
}

/// <summary>A post on the board.</summary>
/// <param name="Post">The post.</param>
/// <param name="State">How safe it is.</param>
/// <param name="EndsOn">When the first of its terms ends; null where none does.</param>
/// <param name="ReadyNow">How many are ready now.</param>
/// <param name="ReadyLater">How many would be in one to two years.</param>
/// <param name="Exploring">How many only explore: for the chair and whoever runs it.</param>
public sealed record SeatOnBoard(PostLine Post, SeatState State, DateOnly? EndsOn, int ReadyNow, int ReadyLater, int Exploring);

/// <summary>Terms that end in one quarter of a year.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Ends">How many end.</param>
/// <param name="Red">How many of their posts are red.</param>
public sealed record TermQuarter(DateOnly From, int Ends, int Red);

/// <summary>How deep the bench of one locality is.</summary>
/// <param name="Locality">Its code; empty for posts of the whole organisation.</param>
/// <param name="Posts">How many posts it has.</param>
/// <param name="Red">How many of them are red.</param>
/// <param name="ReadyNow">How many are ready now.</param>
/// <param name="ReadyLater">How many would be in one to two years.</param>
public sealed record LocalityBench(string Locality, int Posts, int Red, int ReadyNow, int ReadyLater);

/// <summary>Somebody who holds several posts, or is the only link to another body.</summary>
/// <param name="Who">Who.</param>
/// <param name="Posts">The titles of the posts that they hold.</param>
/// <param name="Sessions">The sessions of all of them together.</param>
/// <param name="OnlyLinks">The bodies to which they are the only link.</param>
public sealed record HolderLoad(Person Who, IReadOnlyList<string> Posts, decimal Sessions, IReadOnlyList<string> OnlyLinks)
{
    /// <summary>So many posts in one person's hands are a risk.</summary>
    public const int KeyPosts = 3;

    /// <summary>Whether much would be lost with them.</summary>
    public bool IsKeyPerson => Posts.Count >= KeyPosts || OnlyLinks.Count > 0;

    /// <summary>Whether their posts pull at the same person's time.</summary>
    public bool IsPulled => Posts.Count > 1;
}

/// <summary>What chairs see of all posts: which end, where nobody follows, and on whom too much hangs. Worked out from lines and counts.</summary>
/// <param name="Seats">All posts that have a seat to hold, red ones first, then by the end of their first term.</param>
/// <param name="Timeline">The terms that end, by quarter; quarters without any are left out.</param>
/// <param name="Localities">The bench of each locality, the whole organisation first.</param>
/// <param name="Holders">Everybody who holds more than one post or is an only link, those with most sessions first.</param>
public sealed record SuccessionBoard(IReadOnlyList<SeatOnBoard> Seats, IReadOnlyList<TermQuarter> Timeline, IReadOnlyList<LocalityBench> Localities, IReadOnlyList<HolderLoad> Holders)
{
    /// <summary>How many seats are red.</summary>
    public int Red => Seats.Count(seat => seat.State is SeatState.Red);

    /// <summary>Works it out. Drafts and withdrawn posts that nobody holds are left out.</summary>
    /// <param name="posts">The lines of all posts.</param>
    /// <param name="counts">How many applied in the newest round of each, with the bench of those before, by the post's key; who is missing has nobody.</param>
    /// <param name="today">The date.</param>
    public static SuccessionBoard Of(IReadOnlyCollection<PostLine> posts, IReadOnlyDictionary<string, ApplicantCounts> counts, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(posts);
        ArgumentNullException.ThrowIfNull(counts);
        var seats = posts
            .Where(post => post is { IsPublished: true } && (!post.IsWithdrawn || post.Tenures.Any(tenure => !(tenure.Until < today))))
            .Select(post => SeatOf(post, counts.GetValueOrDefault(post.Key, ApplicantCounts.None), today))
            .OrderByDescending(seat => seat.State is SeatState.Red).ThenBy(seat => seat.EndsOn ?? DateOnly.MaxValue).ThenBy(seat => seat.Post.Title, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new SuccessionBoard(seats, TimelineOf(seats, today), LocalitiesOf(seats), HoldersOf(posts, today));
    }

    private static SeatOnBoard SeatOf(PostLine post, ApplicantCounts counts, DateOnly today)
    {
        var state = SeatRisk.Of(post.IsWithdrawn || post.Rung < Rung.Associate ? 0 : post.Places, post.Tenures, counts.ReadyNow, today);
        var ends = post.Tenures.Where(tenure => tenure.IsHeldOn(today)).Min(tenure => tenure.Until);
        return new SeatOnBoard(post, post.Rung < Rung.Associate ? SeatState.Held : state, ends, counts.ReadyNow, counts.OneToTwoYears, counts.Exploring);
    }

    private static List<TermQuarter> TimelineOf(IEnumerable<SeatOnBoard> seats, DateOnly today)
        => [.. seats
            .SelectMany(seat => seat.Post.Tenures.Where(tenure => tenure.Until >= today && tenure.IsHeldOn(today)).Select(tenure => (Quarter: QuarterOf(tenure.Until!.Value), IsRed: seat.State is SeatState.Red)))
            .GroupBy(one => one.Quarter).OrderBy(quarter => quarter.Key)
            .Select(quarter => new TermQuarter(quarter.Key, quarter.Count(), quarter.Count(one => one.IsRed)))];

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1);

    private static List<LocalityBench> LocalitiesOf(IEnumerable<SeatOnBoard> seats)
        => [.. seats.GroupBy(seat => seat.Post.Locality).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new LocalityBench(group.Key, group.Count(), group.Count(seat => seat.State is SeatState.Red), group.Sum(seat => seat.ReadyNow), group.Sum(seat => seat.ReadyLater)))];

    private static List<HolderLoad> HoldersOf(IEnumerable<PostLine> posts, DateOnly today)
    {
        var held = posts.SelectMany(post => post.Tenures.Where(tenure => tenure.Holder is not null && tenure.IsHeldOn(today)).DistinctBy(tenure => tenure.Holder!.Id.ToString()).Select(tenure => (Post: post, tenure.Holder)));
        return [.. held.GroupBy(one => one.Holder!.Id.ToString()).Select(LoadOf).Where(load => load.IsKeyPerson || load.IsPulled).OrderByDescending(load => load.Sessions).ThenBy(load => load.Who.Name, StringComparer.OrdinalIgnoreCase)];

        HolderLoad LoadOf(IGrouping<string, (PostLine Post, Person? Holder)> mine) => new(
            mine.First().Holder!,
            [.. mine.Select(one => one.Post.Title)],
            mine.Sum(one => one.Post.Sessions),
            [.. mine.Where(one => one.Post.OnlyLinkTo.Length > 0 && one.Post.Tenures.Count(tenure => tenure.IsHeldOn(today)) == 1).Select(one => one.Post.OnlyLinkTo).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }
}
