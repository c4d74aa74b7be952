using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Workflow.Forums.People;

namespace Workflow.Host.Serve;

/// <summary>
/// Bearer token for programs; at the dashboard alone, for a browser, the same token as a Basic password: a browser sends that
/// along wherever a foreign page makes it post to. Who acts is named by the header <c>X-Actor</c>, an id of the people register.
/// </summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    AccessTokens tokens,
    PeopleRegister people) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Token";
    public const string ActorHeader = "X-Actor";
    public const string Dashboard = "/hangfire";

    private bool IsDashboard => Request.Path.StartsWithSegments(Dashboard, StringComparison.OrdinalIgnoreCase);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return Task.FromResult(AuthenticateResult.NoResult());
        if (Candidate(header) is not { } candidate)
            return Task.FromResult(AuthenticateResult.Fail(HostTexts.Get("TokenWrong")));
        var acts = tokens.Operator?.Matches(candidate) == true;
        if (!acts && !tokens.Api.Matches(candidate))
            return Task.FromResult(AuthenticateResult.Fail(HostTexts.Get("TokenWrong")));
        var actorId = Request.Headers[ActorHeader].ToString();
        var person = actorId.Length == 0 ? null : people.Find(actorId);
        if (actorId.Length > 0 && person is null)
            return Task.FromResult(AuthenticateResult.Fail(HostTexts.Get("ActorUnknown")));
        var claims = new List<Claim>
        {
            new Claim(ClaimTypes.NameIdentifier, person?.Id ?? "api"),
            new Claim(ClaimTypes.Name, person?.Name ?? "HTTP API"),
        };
        if (acts)
            claims.Add(new Claim(ClaimTypes.Role, AccessTokens.OperatorRole));
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, SchemeName));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName)));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = !IsDashboard
            ? "Bearer realm=\"workflow\""
            : "Basic realm=\"workflow\", charset=\"UTF-8\"";
        var failure = (await HandleAuthenticateOnceSafeAsync().ConfigureAwait(false)).Failure;
        await Results.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            title: "unauthorized",
            detail: failure?.Message ?? HostTexts.Get("TokenWanted")).ExecuteAsync(Context).ConfigureAwait(false);
    }

    private string? Candidate(string header)
    {
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            return header["Bearer ".Length..].Trim();
        if (!IsDashboard || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
            return null;
        var buffer = new byte[header.Length];
        if (!Convert.TryFromBase64String(header["Basic ".Length..].Trim(), buffer, out var written))
            return null;
        var pair = Encoding.UTF8.GetString(buffer, 0, written);
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : pair[(colon + 1)..];
    }
}
