using LeadershipBot.Microsoft365.Teams;

namespace LeadershipBot.Tests.Teams;

public sealed class SigningKeysTests
{
    [Fact]
    public async Task Keys_are_read_once_for_many_who_wait()
    {
        await using var host = await KeyHost.StartAsync();
        var headers = Enumerable.Range(0, 20).Select(number =>
        {
            var mint = host.Mint();
            mint.Body["number"] = number;
            return mint.Header();
        }).ToList();

        var verdicts = await Task.WhenAll(headers.Select(header => host.Judge(header)));

        Assert.All(verdicts, verdict => Assert.True(verdict.IsGood, verdict.Reason));
        Assert.Equal(1, host.Fetches);
    }

    [Fact]
    public async Task Without_keys_nobody_is_judged_and_later_they_are()
    {
        await using var host = await KeyHost.StartAsync();
        host.IsDown = true;

        Assert.Equal(503, (await host.Judge(host.Mint())).Status);
        host.IsDown = false;
        Assert.Equal(503, (await host.Judge(host.Mint())).Status);
        host.Clock.Advance(SigningKeys.FailurePause);
        Assert.Equal(200, (await host.Judge(host.Mint())).Status);
    }

    [Fact]
    public async Task Junk_is_refused_without_asking_for_keys_while_they_are_away()
    {
        await using var host = await KeyHost.StartAsync();
        host.IsDown = true;
        var mint = host.Mint();
        mint.Body["iss"] = "https://evil.example";

        Assert.Equal(401, (await host.Judge(mint)).Status);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task A_new_key_is_found_when_a_token_names_it()
    {
        await using var host = await KeyHost.StartAsync();
        Assert.True((await host.Judge(host.Mint())).IsGood);
        using var next = new MintKey("key-2");
        host.Published.Add(next.ToJwk("msteams"));

        Assert.True((await host.Judge(host.Mint(next))).IsGood);
        Assert.Equal(2, host.Fetches);
    }

    [Fact]
    public async Task Unknown_keys_make_the_bot_ask_once_in_five_minutes()
    {
        await using var host = await KeyHost.StartAsync();
        using var stranger = new MintKey("unknown");
        for (var number = 0; number < 20; number++)
        {
            var mint = host.Mint(stranger);
            mint.Head["kid"] = $"unknown-{number}";
            Assert.Equal(401, (await host.Judge(mint)).Status);
        }
        Assert.Equal(2, host.Fetches);

        host.Clock.Advance(SigningKeys.ForcedPause - TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await host.Judge(host.Mint(stranger))).Status);
        Assert.Equal(2, host.Fetches);

        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await host.Judge(host.Mint(stranger))).Status);
        Assert.Equal(3, host.Fetches);
    }

    [Fact]
    public async Task A_withdrawn_key_ends_the_tokens_that_were_remembered()
    {
        await using var host = await KeyHost.StartAsync();
        var mint = host.Mint();
        mint.Body["exp"] = host.Clock.GetUtcNow().AddDays(3).ToUnixTimeSeconds();
        var header = mint.Header();
        Assert.True((await host.Judge(header)).IsGood);
        using var next = new MintKey("key-2");
        host.Published.Clear();
        host.Published.Add(next.ToJwk("msteams"));

        Assert.True((await host.Judge(header)).IsGood);
        Assert.True((await host.Judge(host.Mint(next))).IsGood);

        Assert.Equal(401, (await host.Judge(header)).Status);
    }

    [Fact]
    public async Task Keys_are_used_for_a_day_without_their_source_and_not_longer()
    {
        await using var host = await KeyHost.StartAsync();
        var mint = host.Mint();
        mint.Body["exp"] = host.Clock.GetUtcNow().AddDays(3).ToUnixTimeSeconds();
        var header = mint.Header();
        Assert.True((await host.Judge(header)).IsGood);
        host.IsDown = true;

        host.Clock.Advance(SigningKeys.AgeMax - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await host.Judge(header)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(503, (await host.Judge(header)).Status);
    }

    [Fact]
    public async Task Keys_are_renewed_behind_the_answer_after_half_a_day()
    {
        await using var host = await KeyHost.StartAsync();
        Assert.True((await host.Judge(host.Mint())).IsGood);
        host.Clock.Advance(SigningKeys.RenewFrom);
        using var next = new MintKey("key-2");
        host.Published.Add(next.ToJwk("msteams"));

        Assert.True((await host.Judge(host.Mint())).IsGood);
        // Joins the fetch that is under way, or finds it done: either way nothing more is asked.
        Assert.True((await host.Judge(host.Mint(next))).IsGood);

        Assert.Equal(2, host.Fetches);
    }

    [Fact]
    public async Task A_repeat_is_remembered_until_the_token_ends()
    {
        await using var host = await KeyHost.StartAsync();
        var header = host.Mint().Header();
        var first = await host.Judge(header);
        Assert.Same(first, await host.Judge(header));
        Assert.Equal(1, host.Validator.Remembered);

        host.Clock.Advance(TimeSpan.FromHours(1) + BotTokenValidator.ClockSkew);
        Assert.Same(first, await host.Judge(header));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(401, (await host.Judge(header)).Status);
    }

    [Fact]
    public async Task A_repeat_allocates_nothing()
    {
        await using var host = await KeyHost.StartAsync();
        var header = host.Mint().Header();
        Assert.True((await host.Judge(header)).IsGood);

        // The least of some rounds: in the first, what is loaded and compiled on the way counts, too.
        var (least, allGood) = (long.MaxValue, true);
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var repeat = 0; repeat < 100; repeat++)
                allGood &= (await host.Validator.ValidateAsync(header, CancellationToken.None)).IsGood;
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(allGood);
        Assert.Equal(0, least);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        var keys = new KeySet(new Dictionary<string, SigningKey>(), DateTimeOffset.UnixEpoch);
        var remembered = new ValidatedTokens(10);
        var verdict = TokenVerdict.Unauthorized("any");
        for (var number = 0; number < 1000; number++)
            remembered.Add(ValidatedTokens.Digest.Of($"token {number}"), verdict, keys, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch);

        Assert.InRange(remembered.Count, 1, 10);
        Assert.NotNull(remembered.Find(ValidatedTokens.Digest.Of("token 999"), keys, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task Weak_and_doubled_keys_and_keys_for_other_uses_are_not_used()
    {
        await using var host = await KeyHost.StartAsync();
        using var weak = new MintKey("weak", 1024);
        using var doubled = new MintKey("doubled");
        using var shadow = new MintKey("doubled", holder: "stranger");
        using var encrypting = new MintKey("encrypting");
        var jwk = encrypting.ToJwk("msteams");
        jwk["use"] = "enc";
        host.Published.AddRange([weak.ToJwk("msteams"), doubled.ToJwk("msteams"), shadow.ToJwk("msteams"), jwk]);

        foreach (var key in new[] { weak, doubled, shadow, encrypting })
            Assert.Equal(401, (await host.Judge(host.Mint(key))).Status);
        Assert.True((await host.Judge(host.Mint())).IsGood);
    }

    [Fact]
    public async Task Keys_without_https_are_read_from_this_machine_in_development_only()
    {
        await using var host = await KeyHost.StartAsync(options => new TeamsProtocolOptions { AppId = options.AppId, OpenIdMetadata = options.OpenIdMetadata });

        Assert.Equal(503, (await host.Judge(host.Mint())).Status);
        Assert.Empty(host.Seen);
    }

    [Fact]
    public async Task A_caller_who_gives_up_does_not_end_the_fetch_for_others()
    {
        await using var host = await KeyHost.StartAsync();
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await host.Validator.ValidateAsync(host.Mint().Header(), gaveUp.Token));
        Assert.True((await host.Judge(host.Mint())).IsGood);
        Assert.Equal(1, host.Fetches);
    }
}
