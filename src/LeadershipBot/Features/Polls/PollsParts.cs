namespace LeadershipBot.Features.Polls;

/// <summary>What the slices of this feature share.</summary>
internal static class PollsParts
{
    public static IServiceCollection AddPolls(this IServiceCollection services) => services
        .AddSingleton<PollShelf>()
        .AddSingleton<PollCards>()
        .AddSingleton<PollAnswersCard>()
        .AddSingleton<PollMaking>()
        .AddSingleton<PollPosting>();
}
