using LeadershipBot.Shell.Asks;

namespace LeadershipBot.Shell.Sending;

/// <summary>Makes the card of a sending for the digests of those for whom it was over the week's minutes.</summary>
internal sealed class SendingAskSource(ISendingSource source, SendingShelf shelf) : IAskSource
{
    public string Kind => source.Kind;

    public async Task<AskCard?> FindAsync(AskWish wish, CancellationToken cancellationToken)
        => await shelf.FindAsync(wish.Key, cancellationToken) is { Wanted.IsStopped: false } head
            && await source.MakeAsync(new SendingWish(head, wish.Person, null, wish.At, wish.Zone, IsChange: false), cancellationToken) is { } content
            ? new AskCard(content.View.Summary, content.View)
            : null;
}

/// <summary>Adds what a feature sends to many.</summary>
internal static class SendingRegistration
{
    /// <summary>One kind of sending, which may also come in people's digests.</summary>
    public static IServiceCollection AddSending<TSource>(this IServiceCollection services)
        where TSource : class, ISendingSource
        => services
            .AddSingleton<TSource>()
            .AddSingleton<ISendingSource>(provider => provider.GetRequiredService<TSource>())
            .AddSingleton<IAskSource>(provider => new SendingAskSource(provider.GetRequiredService<TSource>(), provider.GetRequiredService<SendingShelf>()));
}
