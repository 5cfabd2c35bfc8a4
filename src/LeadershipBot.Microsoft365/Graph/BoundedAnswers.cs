using System.Net.Http.Headers;

namespace LeadershipBot.Microsoft365.Graph;

/// <summary>
/// Takes in an answer whole, within the call's time limit, up to a size; and lets pass what the SDK can read: a redirect or a
/// page of some gateway's is a failure of others.
/// </summary>
internal sealed class BoundedAnswers : DelegatingHandler
{
    /// <summary>
    /// The largest answer, in bytes: a page of events comes with their texts, which can't be left out of a delta query.
    /// </summary>
    public const int AnswerBytesMax = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
                throw new HttpRequestException($"Graph sent us elsewhere ({(int)response.StatusCode}), and a token must not follow.", null, response.StatusCode);
            await response.Content.LoadIntoBufferAsync(AnswerBytesMax, cancellationToken);
            if (response.Content.Headers.ContentLength is null or 0 || IsJson(response.Content.Headers.ContentType))
                return response;
            if (response.IsSuccessStatusCode)
                throw new HttpRequestException("The answer is no JSON.", null, response.StatusCode);
            // The status and its headers are all that can be read of it.
            response.Content = new ByteArrayContent([]);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static bool IsJson(MediaTypeHeaderValue? type) => type?.MediaType is { } name && name.Contains("json", StringComparison.OrdinalIgnoreCase);
}
