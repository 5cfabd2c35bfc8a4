using Microsoft.Extensions.FileProviders;

namespace LeadershipBot.Simulator.Page;

/// <summary>Serves the page's own files, if they are there.</summary>
internal static class PageFiles
{
    // Everything comes from this host; cards may show pictures from elsewhere and as data.
    private const string Policy =
        "default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'";

    public static void Use(WebApplication app, string folder)
    {
        if (!Directory.Exists(folder))
            return;
        var files = new PhysicalFileProvider(folder);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context =>
            {
                context.Context.Response.Headers.ContentSecurityPolicy = Policy;
                context.Context.Response.Headers.XContentTypeOptions = "nosniff";
                context.Context.Response.Headers.CacheControl = "no-cache";
            },
        });
    }
}
