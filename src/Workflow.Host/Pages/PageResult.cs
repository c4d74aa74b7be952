using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Workflow.Host.Pages;

/// <summary>A page, rendered here and whole: in the culture it is asked in, which is set where it is rendered.</summary>
internal sealed class PageResult(
    Type component, IReadOnlyDictionary<string, object?> parameters, CultureInfo culture, int status = 200) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        return new RazorComponentResult(component, parameters) { StatusCode = status }.ExecuteAsync(httpContext);
    }
}
